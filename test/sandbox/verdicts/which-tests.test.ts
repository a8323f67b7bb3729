import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClaimedRun } from '#contracts/api/worker.ts'
import type { TestFilter } from '#contracts/runs.ts'
import { tsProject } from './reasons.ts'
import { filesOf, openSandboxFixture, readFolder, type SandboxFixture } from '../sandbox-fixture.ts'

let fixture: SandboxFixture
beforeAll(async () => {
  fixture = await openSandboxFixture()
}, 300_000)
afterAll(async () => expect(await fixture.countBoxes()).toBe(0))

const limits = { wallMs: 30_000, memoryMiB: 1_024, pids: 256, outputKiB: 256 }
const runTs = (files: Record<string, string>, more: Partial<ClaimedRun> = {}) =>
  fixture.run({ language: 'typescript', files: filesOf({ ...tsProject, ...files }), limits, ...more })
const goModule = { 'go.mod': 'module demo\n\ngo 1.24\n' }
const runGo = (files: Record<string, string>, more: Partial<ClaimedRun> = {}) =>
  fixture.run({ language: 'go', files: filesOf({ ...goModule, ...files }), limits, ...more })

const passes = "import { test } from 'node:test'\ntest('one', () => {})\n"
const fails = "import { test } from 'node:test'\ntest('four places', () => { throw new Error('five') })\n"
const scripts = (test: string) => ({
  'package.json': JSON.stringify({ type: 'module', scripts: { test, types: 'tsc --noEmit' } }),
})

describe('what `npm test` names is run', () => {
  test.each([
    ['files beside the code', 'node --test "test/**/*.test.ts" "src/**/*.spec.ts"'],
    ['after the types', 'npm run types && node --test --test-reporter spec src/*.spec.ts test/*.test.ts'],
    ['with single quotes', "tsc --noEmit && node --test --test-concurrency=1 'src/**/*.ts' 'test/**/*.ts'"],
  ])('%s', async (_what, script) => {
    const files = { ...scripts(script), 'test/a.test.ts': passes, 'src/bench.spec.ts': fails }
    const result = await runTs(files)
    expect(result, result.output).toMatchObject({ verdict: 'failed', cause: '1 of 2 tests failed.' })
  })

  test('and what it does not is not run, and named where it looks like tests', async () => {
    const files = {
      'test/a.test.ts': passes,
      'src/bench.spec.ts': fails,
      'test/run-lab.ts':
        "import { createServer } from 'node:http'\ncreateServer().listen(9090, '127.0.0.1')\n",
    }
    const result = await runTs(files)
    const word =
      'src/bench.spec.ts looks like tests and was not run: "npm test" of package.json runs test/**/*.test.ts.'
    expect(result, result.output).toMatchObject({ verdict: 'passed', cause: `The one test passed. ${word}` })
    expect(result.output).toContain(word)
    expect(result.output).not.toContain('run-lab')
  })

  test.each([
    [
      'another runner',
      scripts('vitest run'),
      /"vitest run", which is not run here.*import \{ describe, test \} from 'node:test'/s,
    ],
    ['a loader', scripts('node --import tsx --test test/*.test.ts'), /"tsx" is not here/],
    ['a pipe', scripts('node --test | cat'), /which is not run here/],
    ['no script', { 'package.json': '{"type":"module"}' }, /has no script "test"/],
  ])('%s: what was run instead is said', async (_what, files, said) => {
    const result = await runTs({ ...files, 'test/a.test.ts': passes })
    expect(result, result.output).toMatchObject({ verdict: 'passed' })
    expect(result.output).toMatch(said)
  })

  test.each([
    ['vitest', "import { expect, test } from 'vitest'\ntest('one', () => { expect(1).toBe(1) })\n"],
    ['jest', "describe('x', () => { test('one', () => { expect(1).toBe(1) }) })\nexport {}\n"],
  ])('whoever knows only %s is told what to import', async (_runner, body) => {
    const { verdict, output, cause } = await runTs({ 'test/a.test.ts': body })
    expect(verdict).toBe('compile_error')
    expect(output).toMatch(
      /Nothing can be installed here\. Import from Node instead: .*node:test.*node:assert/,
    )
    expect(output).not.toMatch(/npm i /)
    expect(cause).toContain('node:test')
  })
})

describe('what is missing is named in words', () => {
  test.each(['visible', 'graded'] as const)('no tsconfig.json, in a %s run', async (kind) => {
    const others = { 'package.json': tsProject['package.json'] }
    const files = filesOf({ ...others, 'src/main.ts': 'export {}\n', 'test/a.test.ts': passes })
    const graded = kind === 'graded' ? { probeFiles: [], checkIds: ['a'] } : null
    const result = await fixture.run({
      kind,
      language: 'typescript',
      entryFile: 'src/service.ts',
      files,
      limits,
      graded,
    })
    expect(result.verdict).toBe('compile_error')
    expect(result.output).toMatch(/^There is no tsconfig\.json in the top folder/)
    expect(result.output).not.toContain('COMMON COMMANDS')
  })

  test('no package.json, and no go.mod', async () => {
    const others = { 'tsconfig.json': tsProject['tsconfig.json'] }
    const files = filesOf({ ...others, 'test/a.test.ts': passes })
    const result = await fixture.run({ language: 'typescript', files, limits })
    expect(result.output).toContain('There is no package.json')
    const goResult = await fixture.run({
      language: 'go',
      files: filesOf({ 'a_test.go': 'package demo\n' }),
      limits,
    })
    expect(goResult).toMatchObject({
      verdict: 'compile_error',
      cause: expect.stringContaining('There is no go.mod'),
    })
  })
})

test('Go: what looks like tests and is none for Go is named', async () => {
  const body = (name: string) =>
    `package demo\n\nimport (\n\t"testing"\n)\n\nfunc ${name}(t *testing.T) { t.Fatal("x") }\n`
  const { verdict, output } = await runGo({
    'a_test.go': body('TestA').replace('t.Fatal("x")', ''),
    'b_tests.go': body('TestB'),
    'c_test.go': `//go:build integration\n\n${body('TestC')}`,
    'd_windows_test.go': body('TestD'),
    'testdata/e_test.go': body('TestE'),
    'f_test.go': body('Testf'),
    'g_test.go': body('testG'),
  })
  expect(verdict).toBe('passed')
  for (const word of [
    'b_tests.go looks like tests and was not run: the name of a test file ends in "_test.go".',
    'c_test.go looks like tests and was not run: its build constraint "integration" does not hold here.',
    'd_windows_test.go looks like tests and was not run: its name says that it is for another system.',
    'testdata/e_test.go looks like tests and was not run: Go does not look into the folder "testdata".',
    'Testf in f_test.go was not run',
    'testG in g_test.go was not run',
  ])
    expect(output).toContain(word)
})

describe('imports as the compiler advises them run', () => {
  test.each([
    ["'../src/x.js'", {}],
    ["'../src/x.ts'", {}],
    ["'../src/deep/index.js'", {}],
    ["'../src/data.json' with { type: 'json' }", {}],
    ["'../src/x'", { module: 'esnext', moduleResolution: 'bundler' }],
    ["'../src/deep'", { module: 'esnext', moduleResolution: 'bundler' }],
    ["'../src/data.json'", { module: 'esnext', moduleResolution: 'bundler', resolveJsonModule: true }],
  ])('from %s', async (specifier, options) => {
    const compilerOptions = { ...JSON.parse(tsProject['tsconfig.json']).compilerOptions, ...options }
    const result = await runTs({
      'tsconfig.json': JSON.stringify({ compilerOptions }),
      'src/x.ts': 'export default 1\n',
      'src/deep/index.ts': 'export default 2\n',
      'src/data.json': '{"a":1}',
      'test/a.test.ts': `import { test } from 'node:test'\nimport x from ${specifier}\ntest('one', () => { void x })\n`,
    })
    expect(result, result.output).toMatchObject({ verdict: 'passed' })
  })
})

describe('a program that is not built or started as when it is graded', () => {
  const program = { hasProgram: true, entryFile: 'src/service.ts' }
  const goTest = { 'a_test.go': 'package main\n\nimport "testing"\n\nfunc TestA(t *testing.T) {}\n' }

  test.each([
    [
      'throws',
      { 'src/main.ts': "throw new Error('no settings')\n" },
      /does not start .*: Error: no settings/,
    ],
    ['is missing', { 'src/service.ts': 'export {}\n' }, /does not start .*src\/main\.ts/],
    ['ends at once', { 'src/main.ts': 'export {}\n' }, /ended with exit code 0 before it listened/],
  ])('TypeScript, it %s: is said beside the tests', async (_what, files, said) => {
    const result = await runTs({ 'test/a.test.ts': passes, ...files }, program)
    expect(result, result.output).toMatchObject({ verdict: 'passed', cause: expect.stringMatching(said) })
    expect(result.testCounts).toEqual({ passed: 1, failed: 0, skipped: 0 })
  })

  test('Go: does not link, ends at once, or has no main where it is built', async () => {
    const more = { hasProgram: true, entryFile: 'handler.go' }
    const main = (body: string) => ({
      'main.go': `package main\n\nimport "log"\n\nfunc main() { ${body} }\n`,
    })
    const dies = await runGo({ ...goTest, ...main('log.Fatal("no settings")') }, more)
    expect(dies).toMatchObject({ verdict: 'passed', cause: expect.stringContaining('no settings') })
    const none = await runGo({ ...goTest, 'handler.go': 'package main\n' }, more)
    expect(none).toMatchObject({
      verdict: 'compile_error',
      cause: expect.stringContaining('function main is undeclared'),
    })
  })

  test.each([
    ['typescript', 'typescript-seed-lab', 'src/service.ts'],
    ['go', 'go-harbour-board', 'handler.go'],
  ] as const)('%s: of a good one nothing is said', async (language, exercise, entryFile) => {
    const files = await readFolder('exercises', exercise, 'solution')
    const result = await fixture.run({ language, files, limits, hasProgram: true, entryFile })
    expect(result, result.output).toMatchObject({
      verdict: 'passed',
      cause: expect.stringMatching(/^All \d+ tests passed\.$/),
    })
  })
})

describe('one test alone, whatever its name', () => {
  const names = [
    'a/b',
    '"q" \'s\' `t`',
    '$HOME $(id)',
    '(p) [r]*+?{2}|^$',
    'back\\slash',
    ' lead and trail ',
    'é 漢 👨‍👩‍👧',
    'a',
    'a b',
  ]
  const only = (suite: string, path: string[]): TestFilter => ({ suite, path })

  test('TypeScript', async () => {
    const tests = names.map(
      (name) => `test(${JSON.stringify(name)}, () => { throw new Error('ran ' + ${JSON.stringify(name)}) })`,
    )
    const body = `import { describe, test } from 'node:test'\ndescribe('a (group)', () => {\n${tests.join('\n')}\n})\ntest('outer', async (t) => { await t.test('inner', () => {}) })\n`
    for (const name of names) {
      const result = await runTs(
        { 'test/a.test.ts': body },
        { only: only('test/a.test.ts', ['a (group)', name]) },
      )
      expect(result.tests.map(({ path }) => path)).toEqual([['a (group)', name]])
    }
    // A test within a test runs only with the one around it.
    const inner = await runTs(
      { 'test/a.test.ts': body },
      { only: only('test/a.test.ts', ['outer', 'inner']) },
    )
    expect(inner).toMatchObject({ verdict: 'passed', testCounts: { passed: 2 } })
  })

  test('Go', async () => {
    const body = `package demo\n\nimport "testing"\n\nfunc TestIt(t *testing.T) {\n\tfor _, name := range []string{${[...names, 'dup', 'dup', '', '/x', 'x//y', 'tab\tx'].map((name) => JSON.stringify(name)).join(', ')}} {\n\t\tt.Run(name, func(t *testing.T) {})\n\t}\n}\n`
    const all = await runGo({ 'a_test.go': body })
    const paths = all.tests.flatMap(({ path }) => (path !== undefined && path.length > 1 ? [path] : []))
    expect(paths.length).toBe(names.length + 6)
    for (const path of paths) {
      const result = await runGo({ 'a_test.go': body }, { only: only('demo', path) })
      // Go runs what is around it and inside it, and nothing beside it.
      const ran = result.tests.map((one) => one.path ?? [])
      expect(ran).toContainEqual(path)
      for (const one of ran) {
        const depth = Math.min(one.length, path.length)
        expect(path.slice(0, depth)).toEqual(one.slice(0, depth))
      }
    }
  })
})
