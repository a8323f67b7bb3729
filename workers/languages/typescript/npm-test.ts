import type { BoxFile } from '../../sandbox/sandbox.ts'

/** How the candidate's own tests are run, as far as `npm test` of their package.json says so. */
export interface TestPlan {
  /** Files and patterns of files; none leaves it to Node. */
  patterns: string[]
  flags: string[]
  /** What is not done as the script says, and why. */
  words: string[]
}

type Segment = { kind: 'tests'; plan: TestPlan } | { kind: 'skipped' } | { kind: 'unknown' }

/** Flags with a value may have it in the next word. Reporters are ours, and watching never ends. */
const kept =
  /^--(?:test-(?:concurrency|timeout|name-pattern|skip-pattern|only|force-exit|isolation|shard|coverage-\w[\w-]*|update-snapshots|randomize)|experimental-(?:test-[\w-]+|strip-types|transform-types)|enable-source-maps|no-warnings|disable-warning|trace-[\w-]+|expose-gc|conditions|import|require|no-experimental-strip-types)(?:=|$)/
const withValue =
  /^--(?:test-(?:concurrency|timeout|name-pattern|skip-pattern|isolation|shard|reporter|reporter-destination)|disable-warning|conditions|import|require)$/
const dropped = /^--(?:test-reporter(?:-destination)?(?:=|$)|watch)/
const runners = /^(?:npx )?(?:vitest|jest|mocha|ava|tap|tape|jasmine|tsx|ts-node|bun|deno|uvu|c8|nyc)\b/

/** Its words go into the one line that a box reads first. */
const longestScript = 4_000
/** What to import here instead, for somebody who knows other runners. */
export const insteadOfRunners =
  "Nothing can be installed here. Import from Node instead: `import { describe, test } from 'node:test'` and `import assert from 'node:assert/strict'`; expect(a).toBe(b) is assert.equal(a, b)."
const left = 'What Node takes for tests by itself was run instead.'

/** Reads the script "test" of package.json; whatever it cannot read, Node's own choice of files stands for. */
export function planTests(files: readonly BoxFile[]): TestPlan {
  const own = files.find((file) => file.path === 'package.json')
  if (own === undefined) return byDefault(`There is no package.json, so "npm test" says nothing. ${left}`)
  const scripts = scriptsOf(own.content)
  if (scripts === null) return byDefault(`package.json could not be read as JSON. ${left}`)
  const { test } = scripts
  if (test === undefined) return byDefault(`package.json has no script "test". ${left}`)
  const plan = readScript(test, scripts)
  if (plan !== null) return plan
  return byDefault(sayUnknown(test), ...(runners.test(test.trim()) ? [insteadOfRunners] : []))
}

function byDefault(...words: string[]): TestPlan {
  return { patterns: [], flags: [], words }
}

function sayUnknown(script: string): string {
  const shown = script.length > 100 ? `${script.slice(0, 99)}…` : script
  return `"npm test" of package.json is "${shown}", which is not run here; what can be is "node --test" with files and flags, after "tsc". ${left}`
}

function scriptsOf(content: string): Partial<Record<string, string>> | null {
  try {
    const parsed: unknown = JSON.parse(content.replace(/^\ufeff/, ''))
    if (typeof parsed !== 'object' || parsed === null) return null
    const scripts: unknown = 'scripts' in parsed ? parsed.scripts : {}
    if (typeof scripts !== 'object' || scripts === null) return {}
    return Object.fromEntries(Object.entries(scripts).filter(([, script]) => typeof script === 'string'))
  } catch {
    return null
  }
}

/** One call of `node --test`, before and after which the types may be checked; null is anything else. */
function readScript(script: string, scripts: Partial<Record<string, string>>, depth = 0): TestPlan | null {
  if (depth > 3 || script.length > longestScript || /\p{Cc}/u.test(script)) return null
  const words = splitArguments(script)
  if (words === null) return null
  const segments = splitAt(words, '&&').map((segment) => readSegment(segment, scripts, depth))
  const plans = segments.flatMap((segment) => (segment.kind === 'tests' ? [segment.plan] : []))
  if (segments.some(({ kind }) => kind === 'unknown') || plans.length !== 1) return null
  return plans[0] ?? null
}

type Scripts = Partial<Record<string, string>>

function readSegment(words: string[], scripts: Scripts, depth: number): Segment {
  const rest = words[0] === 'npx' ? words.slice(1) : words
  const [program, second, third = ''] = rest
  if (program === 'tsc') return { kind: 'skipped' }
  if (program === 'npm' && second === 'run' && rest.length === 3)
    return readScriptByName(third, scripts, depth)
  const plan =
    program === 'node' && rest.includes('--test')
      ? readArguments(rest.slice(1).filter((word) => word !== '--test'))
      : null
  return plan === null ? { kind: 'unknown' } : { kind: 'tests', plan }
}

function readScriptByName(name: string, scripts: Scripts, depth: number): Segment {
  const script = Object.hasOwn(scripts, name) ? scripts[name] : undefined
  if (script === undefined) return { kind: 'unknown' }
  if (/^(?:npx )?tsc\b/.test(script) && !script.includes('&&')) return { kind: 'skipped' }
  const plan = readScript(script, scripts, depth + 1)
  return plan === null ? { kind: 'unknown' } : { kind: 'tests', plan }
}

function readArguments(words: readonly string[]): TestPlan | null {
  const plan: TestPlan = { patterns: [], flags: [], words: [] }
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? ''
    if (!word.startsWith('-')) {
      plan.patterns.push(word)
      continue
    }
    const value = withValue.test(word) ? words[(index += 1)] : undefined
    const flag = value === undefined ? word : `${word}=${value}`
    if (dropped.test(flag)) continue
    if (!kept.test(flag)) return null
    const loader = /^--(?:import|require)=(?!\.{0,2}\/)(?!node:)(.*)$/.exec(flag)?.[1]
    if (loader === undefined) plan.flags.push(flag)
    else
      plan.words.push(
        `"${loader}" is not here, so the tests were run without it: Node runs TypeScript by itself.`,
      )
  }
  return plan
}

function splitAt(words: readonly string[], mark: string): string[][] {
  const parts: string[][] = [[]]
  for (const word of words) {
    if (word === mark) parts.push([])
    else parts.at(-1)?.push(word)
  }
  return parts
}

/** Words as a shell reads them, without anything that a shell would work out; null where it would. */
function splitArguments(script: string): string[] | null {
  const words: string[] = []
  const token = /\s*(&&|(?:"(?:[^"\\$`]|\\["\\])*"|'[^']*'|[^\s"'\\$`;&|<>()]|\\[^\n])+)\s*/y
  while (token.lastIndex < script.length) {
    const word = token.exec(script)?.[1]
    if (word === undefined) return null
    words.push(word.replaceAll(/"(?:[^"\\]|\\.)*"|'[^']*'|\\./g, unquote))
  }
  return words
}

function unquote(part: string): string {
  if (part.startsWith('"')) return part.slice(1, -1).replaceAll(/\\(["\\])/g, '$1')
  return part.startsWith("'") ? part.slice(1, -1) : part.slice(1)
}
