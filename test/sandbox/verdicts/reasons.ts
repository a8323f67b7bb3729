import type { Verdict } from '#contracts/runs.ts'

/** A program that fails in a way of its own, with the line that explains it, and where that line must stand. */
export interface Reason {
  title: string
  language: 'go' | 'typescript'
  verdict: Verdict
  /** Is in the output. */
  explains: string
  /** Is in the cause, beside the verdict. */
  cause?: RegExp
  /** The test, group or file that it stands beside; null where no test was reached. */
  beside: { kind?: 'group' | 'file'; suite: string; path: string[] } | null
  files: Record<string, string>
}

const goModule = 'module demo\n\ngo 1.24\n'
const goFile = (imports: string[], rest: string) =>
  `package demo\n\nimport (\n${imports.map((one) => `\t${one}`).join('\n')}\n)\n\n${rest}\n`
const it = (body: string) => `func TestIt(t *testing.T) {\n${body}\n}`
const testIt = { suite: 'demo', path: ['TestIt'] }

const go = (title: string, reason: Omit<Reason, 'title' | 'language'>): Reason => ({
  ...reason,
  title,
  language: 'go',
  files: { 'go.mod': goModule, ...reason.files },
})
const goTest = (imports: string[], rest: string) => ({
  'a_test.go': goFile(['"testing"', ...imports], rest),
})

export const goReasons: Reason[] = [
  go('a goroutine panics', {
    verdict: 'failed',
    explains: 'panic: boom in a goroutine',
    beside: testIt,
    files: goTest(['"time"'], it('go func() { panic("boom in a goroutine") }(); time.Sleep(time.Minute)')),
  }),
  go('the runtime gives up', {
    verdict: 'failed',
    explains: 'fatal error: sync: unlock of unlocked mutex',
    beside: testIt,
    files: goTest(['"sync"'], it('var mu sync.Mutex; mu.Unlock()')),
  }),
  go('the process is ended with a word', {
    verdict: 'failed',
    explains: 'cannot listen: 9090 is taken',
    beside: testIt,
    files: goTest(['"log"'], it('log.Fatal("cannot listen: 9090 is taken")')),
  }),
  go('what comes after the tests fails', {
    verdict: 'failed',
    explains: 'the lab does not close',
    cause: /The one test passed\. But “demo” failed: the lab does not close/,
    beside: { kind: 'file', suite: 'demo', path: [] },
    files: goTest(
      ['"fmt"', '"os"'],
      `func TestMain(m *testing.M) { m.Run(); fmt.Println("the lab does not close"); os.Exit(3) }\n${it('')}`,
    ),
  }),
  go('a package panics before its tests', {
    verdict: 'crashed',
    explains: 'panic: no settings',
    cause: /“demo” failed: panic: no settings/,
    beside: { kind: 'file', suite: 'demo', path: [] },
    files: goTest([], `func init() { panic("no settings") }\n${it('')}`),
  }),
  go('much is logged before the line that explains', {
    verdict: 'failed',
    explains: 'wanted 3',
    beside: testIt,
    files: goTest([], it('for range 2000 { t.Log("a line that tells nothing") }; t.Fatal("wanted 3")')),
  }),
  go('go.mod asks for a newer Go', {
    verdict: 'compile_error',
    explains: 'go.mod requires go >= 1.26',
    beside: null,
    files: { 'go.mod': 'module demo\n\ngo 1.26\n', ...goTest([], it('')) },
  }),
  go('go.mod does not parse', {
    verdict: 'compile_error',
    explains: 'go.mod:4: unknown directive: foo',
    beside: null,
    files: { 'go.mod': `${goModule}foo bar\n`, ...goTest([], it('')) },
  }),
  go('go.mod is empty', {
    verdict: 'compile_error',
    explains: 'missing module declaration',
    beside: null,
    files: { 'go.mod': '', ...goTest([], it('')) },
  }),
  go('packages import each other', {
    verdict: 'compile_error',
    explains: 'import cycle not allowed',
    beside: null,
    files: {
      'a/a.go': 'package a\n\nimport _ "demo/b"\n',
      'b/b.go': 'package b\n\nimport _ "demo/a"\n',
      ...goTest(['_ "demo/a"'], it('')),
    },
  }),
  go('a package has to be installed', {
    verdict: 'compile_error',
    explains: 'nothing can be installed here, so use the standard library',
    beside: null,
    files: goTest(['"github.com/stretchr/testify/assert"'], it('assert.True(t, true)')),
  }),
  go('the last of 700 tests fails', {
    verdict: 'failed',
    explains: 'the last of many',
    cause: /^2 of 701 tests failed/,
    beside: { suite: 'demo', path: ['TestIt', 'n699'] },
    files: goTest(
      ['"fmt"'],
      it(
        'for n := range 700 { t.Run(fmt.Sprint("n", n), func(t *testing.T) { if n == 699 { t.Fatal("the last of many") } }) }',
      ),
    ),
  }),
]

export const tsProject = {
  'package.json': JSON.stringify({
    type: 'module',
    scripts: { test: 'node --test "test/**/*.test.ts"' },
  }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      module: 'nodenext',
      target: 'esnext',
      types: ['node'],
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      allowImportingTsExtensions: true,
    },
  }),
}
const a = 'test/a.test.ts'
const group = (name: string) => ({ kind: 'group' as const, suite: a, path: [name] })
const file = { kind: 'file' as const, suite: a, path: [] }

const ts = (title: string, body: string, reason: Omit<Reason, 'title' | 'language' | 'files'>): Reason => ({
  ...reason,
  title,
  language: 'typescript',
  files: {
    ...tsProject,
    [a]: `import { after, afterEach, before, beforeEach, describe, test } from 'node:test'\nvoid [after, afterEach, before, beforeEach, describe, test]\n${body}\n`,
  },
})

export const typescriptReasons: Reason[] = [
  ts(
    'a hook before a group throws',
    "describe('with a lab', () => { before(() => { throw new Error('9090 is taken') }); test('one', () => {}) })",
    {
      verdict: 'failed',
      explains: 'Error: 9090 is taken',
      cause: /“with a lab” failed: Error: 9090 is taken/,
      beside: group('with a lab'),
    },
  ),
  ts(
    'a hook after a group throws',
    "describe('cleans up', () => { after(() => { throw new Error('it does not close') }); test('one', () => {}) })",
    {
      verdict: 'failed',
      explains: 'Error: it does not close',
      cause: /^The one test passed\. But “cleans up” failed: Error: it does not close$/,
      beside: group('cleans up'),
    },
  ),
  ts(
    'a hook before each throws',
    "describe('each', () => { beforeEach(() => { throw new Error('not set up') }); test('one', () => {}) })",
    { verdict: 'failed', explains: 'Error: not set up', beside: { suite: a, path: ['each', 'one'] } },
  ),
  ts(
    'a hook after a file throws',
    "after(() => { throw new Error('it stays open') })\ntest('one', () => {})",
    {
      verdict: 'failed',
      explains: 'Error: it stays open',
      cause: /“test\/a\.test\.ts” failed: Error: it stays open/,
      beside: file,
    },
  ),
  ts(
    'a group throws by itself',
    "describe('outer', () => { describe('inner', () => { throw new Error('no fixture') }) })",
    {
      verdict: 'failed',
      explains: 'Error: no fixture',
      beside: { kind: 'group', suite: a, path: ['outer', 'inner'] },
    },
  ),
  ts(
    'an error comes after its test',
    "test('answers at once', () => { setTimeout(() => { throw new TypeError('no reference') }, 50) })",
    {
      verdict: 'failed',
      explains: 'TypeError: no reference',
      cause: /TypeError: no reference \(after the end of "answers at once"\)/,
      beside: file,
    },
  ),
  ts(
    'a rejection is awaited by nobody',
    "test('one', () => { void Promise.reject(new Error('unheard')) })\ntest('two', async () => { await new Promise((resolve) => setTimeout(resolve, 50)) })",
    { verdict: 'failed', explains: 'Error: unheard', cause: /^All 2 tests passed\. But /, beside: file },
  ),
  ts('a file throws before its tests', "test('one', () => {})\nthrow new Error('at the top')", {
    verdict: 'crashed',
    explains: 'Error: at the top',
    cause: /“test\/a\.test\.ts” failed: Error: at the top/,
    beside: file,
  }),
  ts('a process ends in its test', "test('one', () => { process.exit(3) })", {
    verdict: 'crashed',
    explains: 'exit code 3',
    cause: /exit code 3/,
    beside: file,
  }),
  ts(
    'an error has others inside',
    "test('one', () => { throw new AggregateError([new Error('first of two')], 'both', { cause: new Error('below') }) })",
    { verdict: 'failed', explains: 'first of two', beside: { suite: a, path: ['one'] } },
  ),
  ts('a message is very long', "test('one', () => { throw new Error('x'.repeat(200_000) + 'the end') })", {
    verdict: 'failed',
    explains: 'the end',
    cause: /^1 of 1 test failed/,
    beside: { suite: a, path: ['one'] },
  }),
  ts(
    'many fail at length',
    "for (let n = 0; n < 300; n += 1) test(`n${n}`, () => { throw new Error(`number ${n} ${'y'.repeat(3_000)}`) })",
    {
      verdict: 'failed',
      explains: 'number 7 ',
      cause: /^300 of 300 tests failed/,
      beside: { suite: a, path: ['n299'] },
    },
  ),
  ts(
    'the last of 700 fails',
    "for (let n = 0; n < 700; n += 1) test(`n${n}`, () => { if (n === 699) throw new Error('the last of many') })",
    {
      verdict: 'failed',
      explains: 'the last of many',
      cause: /^1 of 700 tests failed/,
      beside: { suite: a, path: ['n699'] },
    },
  ),
]
