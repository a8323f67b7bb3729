import type { BoxFile } from '../../sandbox/sandbox.ts'
import { insteadOfRunners, planTests } from './npm-test.ts'

const runners = 'vitest|jest|@jest/globals|mocha|chai|ava|tap|tape|jasmine|bun:test|uvu|supertest|sinon'
const importsRunner = new RegExp(`\\b(?:from|import|require\\()\\s*['"](?:${runners})(?:/[^'"]*)?['"]`)
const importsAny = new RegExp(`\\b(?:from|import|require\\()\\s*['"](?:node:test|${runners})(?:/[^'"]*)?['"]`)
const script = /(?<!\.d)\.(?:[cm]?[jt]s|[jt]sx)$/
const namedAsTest =
  /(?:^|\/)(?:[^/]*[._-](?:tests?|specs?)|tests?|specs?)\.(?:[cm]?[jt]s|[jt]sx)$|(?:^|\/)__tests__\//i
/** Blanks and no line ends: over many empty lines a pattern that takes both would never come to its end. */
const callsTests = /^[ \t]*(?:await |void )?(?:describe|it|suite|test)(?:\.\w+)?[ \t]*\(/m
const usesGlobals = /^[ \t]*(?:describe|it|test)[ \t]*\([ \t]*['"`]/m
const maxNamed = 5
/** What the compiler says may hold a candidate's text of any length. */
const longestAdvice = 2_000

export const noTsconfig =
  'There is no tsconfig.json in the top folder, so the types cannot be checked and nothing is run. Take it from the starter again.'

export interface SeenFiles {
  ran: ReadonlySet<string>
  /** Those of them that ended well without a test. */
  empty: ReadonlySet<string>
  isBuilt: boolean
}

/** Sentences on what is missing, and on files that look like tests and that `npm test` does not run. */
export function describeTypescriptError(
  files: readonly BoxFile[],
  { ran, empty, isBuilt }: SeenFiles,
): string[] {
  const scripts = files.filter(({ path }) => script.test(path) && !/(^|\/)node_modules\//.test(path))
  const { words, patterns } = planTests(files)
  const named = scripts.filter(looksLikeTests).map(({ path }) => path)
  const missed = isBuilt ? named.filter((path) => !ran.has(path)) : []
  const known = files.some(({ path }) => path === 'tsconfig.json') ? [...words] : [noTsconfig, ...words]
  if (missed.length > 0) known.push(sayMissed(missed, patterns))
  for (const path of named.filter((path) => empty.has(path)))
    known.push(`${path} was run, and no test in it came to its end.`)
  if (scripts.some(({ content }) => importsRunner.test(content)) || isWithoutImports(scripts))
    known.push(insteadOfRunners)
  return [...new Set(known)]
}

function sayMissed(missed: readonly string[], patterns: readonly string[]): string {
  const named = missed.slice(0, maxNamed).join(', ')
  const more = missed.length > maxNamed ? ` and ${missed.length - maxNamed} more` : ''
  const which = patterns.length > 0 ? `runs ${patterns.join(' ')}` : 'is not for them'
  const verb = missed.length === 1 ? 'looks like tests and was' : 'look like tests and were'
  return `${named}${more} ${verb} not run: "npm test" of package.json ${which}.`
}

function looksLikeTests({ path, content }: BoxFile): boolean {
  return namedAsTest.test(path) || (importsAny.test(content) && callsTests.test(content))
}

function isWithoutImports(files: readonly BoxFile[]): boolean {
  return files.some(
    (file) => namedAsTest.test(file.path) && usesGlobals.test(file.content) && !importsAny.test(file.content),
  )
}

/** What the compiler advises cannot be followed where nothing can be installed: the advice says what can be done instead. */
export function followable(line: string): string {
  if (line.length > longestAdvice || !line.includes('npm i ')) return line
  return line
    .replace(
      / Do you need to install type definitions for a test runner\?.*$/,
      " Import it: import { describe, test } from 'node:test'.",
    )
    .replace(
      / Do you need to install type definitions for node\?.*$/,
      ' The types of Node are here: tsconfig.json has to name them, as "types": ["node"].',
    )
    .replace(/ (?:Do you need to install[^?]*\? )?Try `npm i[^`]*`.*$/, ' Nothing can be installed here.')
}
