import type { Limits } from '#contracts/exercise-manifest.ts'
import { testBounds, type TestFilter, type TestCounts, type TestResult } from '#contracts/runs.ts'
import type { Tool } from '#contracts/tools.ts'
import { cutText } from '../sandbox/output.ts'
import type { BoxFile } from '../sandbox/sandbox.ts'
import type { StartScript } from './typescript/try-start.ts'

/** The exit code by which a box's command says that the code did not compile. */
export const compileErrorExit = 97

export interface TestReport {
  tests: TestResult[]
  /** Of all tests, also those that the list has no room for; left out, the list is all there are. */
  counts?: TestCounts
  /** The runner itself said that something did not compile. */
  hasBuildFailure: boolean
  /** What failed although no test in it did: a group by its hook, a file or package by how it ended. */
  failedAround?: readonly FailedAround[]
  /** Why a runner that ended badly had not begun: it found no tests, or the project itself is not well. */
  beforeAll?: 'nothing-found' | 'not-built' | null
  /** What had begun and not ended. */
  stillRunning?: readonly string[]
}

export interface FailedAround {
  name: string
  /** The line that explains, or how its process ended. */
  headline: string
  /** An error was told, and tests had been run: not merely a process that ended. */
  isExplained: boolean
}

/** The line of a message that says most in one. */
export function headlineOf(message: string): string {
  const lines = message.split('\n').map((line) => line.trim())
  const telling = lines.find((line) =>
    /^(panic: |fatal error: |WARNING: DATA RACE)|^(\w*Error\b.*: )/.test(line),
  )
  const line = telling ?? lines.find((one) => one !== '') ?? ''
  return line.length <= 200 ? line : `${cutText(line, 199)}…`
}

/** A pattern that a name as a whole matches, and nothing else, as Go and JavaScript both read it. */
export function exactly(name: string): string {
  return `^${quoted(name)}$`
}

/** A name as a pattern. Of a very long one only the beginning is known: reports cut it. */
export function quoted(name: string): string {
  const pattern = name.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
  return name.length >= testBounds.nameLength - 1 ? `${pattern}.*` : pattern
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
  /** The same of what comes on standard error; left out where it is shown as it is. */
  takeError?: (text: string) => string
  hasBegun: () => boolean
  report: () => TestReport
  /** After a whole run: sentences on what is missing and, where it was built, on what looks like tests and was not run. */
  words: (files: readonly BoxFile[], isBuilt: boolean) => string[]
}

/** Everything that differs from one language to the next. */
export interface LanguageKit {
  env: (limits: Limits) => Record<string, string>
  /** Runs the candidate's own tests, all or some. What names them is an argument of its own and never part of a script. */
  visibleCommand: (only?: TestFilter, files?: readonly BoxFile[]) => readonly string[]
  /** Where one test cannot be run without what is around it, the nearest that can. */
  widen?: (only: TestFilter) => TestFilter | null
  /** Builds and starts the program that the entry file belongs to. */
  gradedCommand: (entryFile: string) => readonly string[]
  /** The same in a visible run, where it is only tried; and the program's name from the entry file. */
  start: StartScript & {
    programOf: (entryFile: string) => string
    /** A sentence where the files show that there is nothing to start, whatever its tests say. */
    sayMissing: (files: readonly BoxFile[], entryFile: string) => string | null
  }
  openReport: () => ReportReader
  /** Makes the programs of the image tell their versions. */
  toolsCommand: readonly string[]
  readTools: (output: string) => Tool[]
  /** The same, built so that the program tells of its own data races; null where a language has no such thing. */
  race: LanguageKit | null
}
