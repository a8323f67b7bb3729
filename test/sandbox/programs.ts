import type { Limits } from '#contracts/exercise-manifest.ts'
import type { Language } from '#contracts/languages.ts'
import type { Verdict } from '#contracts/runs.ts'

export interface Program {
  title: string
  language: Language
  verdict: Verdict
  /** What the cause must say. */
  cause: RegExp
  files: Record<string, string>
  limits?: Partial<Limits>
}

const goModule = 'module demo\n\ngo 1.24\n'
const goTest = (body: string, imports = '"testing"') =>
  `package demo\n\nimport (\n${imports}\n)\n\nfunc TestIt(t *testing.T) {\n${body}\n}\n`
const tsConfig = JSON.stringify({
  compilerOptions: {
    module: 'nodenext',
    types: ['node'],
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
  },
})
const tsPackage = JSON.stringify({ type: 'module' })
const tsTest = (body: string) =>
  `import { test } from 'node:test'\nimport assert from 'node:assert/strict'\nvoid assert\ntest('it', async () => {\n${body}\n})\n`

const go = (title: string, program: Omit<Program, 'title' | 'language'>): Program => ({
  ...program,
  title,
  language: 'go',
  files: { 'go.mod': goModule, ...program.files },
})
const ts = (title: string, program: Omit<Program, 'title' | 'language'>): Program => ({
  ...program,
  title,
  language: 'typescript',
  files: { 'package.json': tsPackage, 'tsconfig.json': tsConfig, ...program.files },
})

/** One small program for every way in which visible tests can end. */
export const programs: Program[] = [
  go('tests pass', {
    verdict: 'passed',
    cause: /one test passed/,
    files: { 'it_test.go': goTest('t.Log("hello")') },
  }),
  go('a test fails', {
    verdict: 'failed',
    cause: /1 of 1 test failed/,
    files: { 'it_test.go': goTest('t.Fatal("wanted 3")') },
  }),
  go('the code does not compile', {
    verdict: 'compile_error',
    cause: /does not compile/,
    files: { 'it_test.go': goTest('undefinedName()') },
  }),
  go('a broken go.mod', {
    verdict: 'compile_error',
    cause: /does not compile/,
    files: {
      'go.mod': 'module demo\n\ngo 1.24\n\nrequire example.org/nowhere v1.0.0\n',
      'a.go': 'package demo\n\nimport _ "example.org/nowhere"\n',
      'it_test.go': goTest(''),
    },
  }),
  go('a test never ends', {
    verdict: 'timed_out',
    cause: /time limit of 4 s/,
    files: { 'it_test.go': goTest('for {}') },
    limits: { wallMs: 4_000 },
  }),
  go('memory runs out', {
    verdict: 'memory_exceeded',
    cause: /limit of 256 MiB/,
    files: {
      'it_test.go': goTest(
        'var kept [][]byte\nfor { b := make([]byte, 1<<20); for i := range b { b[i] = 1 }; kept = append(kept, b); _ = kept }',
      ),
    },
    limits: { memoryMiB: 256 },
  }),
  go('output is a flood', {
    verdict: 'output_exceeded',
    cause: /limit of 64 KiB/,
    files: { 'it_test.go': goTest('for { fmt.Println("yes yes yes yes yes yes") }', '"fmt"\n"testing"') },
  }),
  go('output is one endless line', {
    verdict: 'output_exceeded',
    cause: /limit of 64 KiB/,
    files: {
      'it_test.go': goTest('for { os.Stdout.Write([]byte("yesyesyesyesyesyesyesyes")) }', '"os"\n"testing"'),
    },
  }),
  go('the test binary ends at once', {
    verdict: 'crashed',
    cause: /before any test had finished \(exit code 1\)/,
    files: {
      'it_test.go': goTest(''),
      'exit.go': 'package demo\n\nimport "os"\n\nfunc init() { os.Exit(7) }\n',
    },
  }),
  go('there is no test', {
    verdict: 'no_tests',
    cause: /No test/,
    files: { 'a.go': 'package demo\n' },
  }),
  ts('tests pass', {
    verdict: 'passed',
    cause: /one test passed/,
    files: { 'a.test.ts': tsTest("console.log('hello')") },
  }),
  ts('a test fails', {
    verdict: 'failed',
    cause: /1 of 1 test failed/,
    files: { 'a.test.ts': tsTest('assert.equal(1 + 1, 3)') },
  }),
  ts('the code does not compile', {
    verdict: 'compile_error',
    cause: /does not compile/,
    files: { 'a.test.ts': tsTest('const n: number = "text"; void n') },
  }),
  ts('a test never ends', {
    verdict: 'timed_out',
    cause: /time limit of 4 s/,
    files: { 'a.test.ts': tsTest('for (;;) {}') },
    limits: { wallMs: 4_000 },
  }),
  ts('memory runs out', {
    verdict: 'memory_exceeded',
    cause: /limit of 256 MiB/,
    files: { 'a.test.ts': tsTest('const kept: Buffer[] = []; for (;;) kept.push(Buffer.alloc(1 << 20, 1))') },
    limits: { memoryMiB: 256 },
  }),
  ts('output is a flood', {
    verdict: 'output_exceeded',
    cause: /limit of 64 KiB/,
    files: {
      'a.test.ts': tsTest(
        "for (;;) { console.log('yes'.repeat(100)); await new Promise((r) => setImmediate(r)) }",
      ),
    },
  }),
  ts('the process ends in the middle', {
    verdict: 'crashed',
    cause: /exit code 1/,
    files: { 'a.test.ts': tsTest('process.exit(3)') },
  }),
  ts('there is no test', {
    verdict: 'no_tests',
    cause: /No test/,
    files: { 'a.ts': 'export const a = 1\n' },
  }),
]
