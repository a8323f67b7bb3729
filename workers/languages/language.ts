import type { Limits } from '#contracts/exercise-manifest.ts'
import type { Only, TestResult } from '#contracts/runs.ts'
import type { Tool } from '#contracts/tools.ts'
import type { BoxImageName } from '../../sandbox-images/recipes.ts'

/** The exit code by which a box's command says that the code did not compile. */
export const compileErrorExit = 97

export interface TestReport {
  tests: TestResult[]
  /** The runner itself said that something did not compile. */
  hasBuildFailure: boolean
}

/** A pattern that a name as a whole matches, and nothing else, as Go and JavaScript both read it. */
export function exactly(name: string): string {
  return `^${name.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)}$`
}

/** Each program's version as the first group of its pattern; throws where one does not tell it. */
export function versionsIn(output: string, patterns: Readonly<Record<string, RegExp>>): Tool[] {
  return Object.entries(patterns).map(([name, pattern]) => {
    const version = pattern.exec(output)?.[1]
    if (version === undefined) throw new Error(`${name} does not tell its version: ${output}`)
    return { name, version }
  })
}

/** Reads what a test runner prints, line by line, while it prints it. */
export interface ReportReader {
  /** Answers with the text that a person should see of this line. */
  takeLine: (line: string) => string
  hasBegun: () => boolean
  report: () => TestReport
}

/** Everything that differs from one language to the next. */
export interface LanguageKit {
  image: BoxImageName
  env: (limits: Limits) => Record<string, string>
  /** Runs the candidate's own tests, all or some. What names them is an argument of its own and never part of a script. */
  visibleCommand: (only?: Only) => readonly string[]
  /** Builds and starts the program that the entry file belongs to. */
  gradedCommand: (entryFile: string) => readonly string[]
  openReport: () => ReportReader
  /** Makes the programs of the image tell their versions. */
  toolsCommand: readonly string[]
  readTools: (output: string) => Tool[]
}
