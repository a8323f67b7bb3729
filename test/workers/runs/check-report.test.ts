import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runReportSchema, type RunReport } from '#contracts/jobs.ts'
import type { RunResult, TestResult } from '#contracts/runs.ts'
import { readReport } from '../../../server/runs/read-report.ts'
import { sendable } from '../../../workers/runs/check-report.ts'
import { languageIds } from '#contracts/languages.ts'
import { kitOf } from '../../../workers/languages/kits.ts'

const result: RunResult = {
  verdict: 'failed',
  cause: 'because',
  tests: [],
  evidence: [],
  output: 'what it printed',
  outputTruncated: false,
  durationMs: 1,
  image: 'sha256:1',
}
const reportOf = (changes: Partial<RunResult>): RunReport => ({
  runId: '4e3f1c0a-8a4b-4a5e-9d53-7f1f9c7f0a11',
  claimNo: 1,
  workerId: 'w',
  outcome: { kind: 'verdict', result: { ...result, ...changes } },
})
const listed = (changes: Partial<TestResult>): Partial<RunResult> => ({
  tests: [{ name: 'a', suite: 's', status: 'passed', durationMs: 1, message: '', ...changes }],
})
const overTheWire = (report: RunReport): unknown => JSON.parse(JSON.stringify(report))

describe('a report', () => {
  test('that the server can read is sent as it is', () => {
    const report = reportOf(listed({}))
    expect(sendable(report)).toEqual(report)
  })

  test.each([
    ['Infinity', listed({ durationMs: Infinity })],
    ['no number', listed({ durationMs: Number.NaN })],
    ['a negative time', listed({ durationMs: -1 })],
    ['an endless name', listed({ name: 'n'.repeat(10_000) })],
    ['an endless run', { durationMs: Infinity }],
    ['half a test', { testCounts: { passed: 0.5, failed: 0, skipped: 0 } }],
  ])('with %s ends as the run’s own failure, on either side', (_what, changes) => {
    const report = reportOf(changes)
    expect(runReportSchema.safeParse(overTheWire(report)).success).toBe(false)
    const own = { outcome: { kind: 'verdict', result: { verdict: 'crashed', tests: [], evidence: [] } } }
    expect(sendable(report)).toMatchObject(own)
    expect(runReportSchema.safeParse(overTheWire(sendable(report))).success).toBe(true)
    expect(readReport(overTheWire(report))).toMatchObject(own)
  })

  test('of which not even the run can be read is nobody’s', () => {
    expect(readReport({ outcome: { kind: 'verdict' } })).toBeNull()
    expect(readReport(null)).toBeNull()
  })
})

/** Lines that a test may write to the standard output of its runner. */
const oddNumber = fc.constantFrom(
  '1e308',
  '-1e308',
  '1e999',
  '-0',
  '0.5',
  '-1',
  'null',
  '"1"',
  '[]',
  '9007199254740993',
)
const oddText = fc.oneof(
  fc.constantFrom(
    'constructor',
    '__proto__',
    'toString',
    '',
    'n'.repeat(5_000),
    '\ud800',
    '\0',
    '😀'.repeat(151),
    'x/'.repeat(40),
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
)
const goLine = fc
  .tuple(
    fc.constantFrom('pass', 'fail', 'skip', 'output', 'start', 'run', 'constructor', 'build-fail'),
    oddText,
    oddText,
    oddNumber,
  )
  .map(
    ([action, test, text, elapsed]) =>
      `{"Action":${JSON.stringify(action)},"Package":${JSON.stringify(text)},"Test":${JSON.stringify(test)},"Output":${JSON.stringify(text)},"Elapsed":${elapsed}}`,
  )
const nodeLine = fc
  .tuple(
    fc.constantFrom('test:pass', 'test:fail', 'test:stdout', 'test:diagnostic', 'file:begin', 'constructor'),
    oddText,
    oddText,
    oddNumber,
    oddNumber,
  )
  .map(
    ([type, name, text, durationMs, nesting]) =>
      `{"type":"${type}","name":${JSON.stringify(name)},"file":${JSON.stringify(text)},"message":${JSON.stringify(text)},"durationMs":${durationMs},"nesting":${nesting}}`,
  )

test.each([
  ['go', goLine],
  ['typescript', nodeLine],
] as const)(
  '%s: whatever stands in the place of a runner’s report, the server can read what we make of it',
  (language, line) => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const reader = kitOf(language).openReport()
        for (const one of lines) reader.takeLine(one)
        const { tests, counts } = reader.report()
        const report = reportOf({ tests, ...(counts && { testCounts: counts }) })
        const read = runReportSchema.safeParse(overTheWire(report))
        expect(read.error, lines.join('\n')).toBeUndefined()
        const told = JSON.stringify(tests)
        expect(told.isWellFormed() && !/\\u0000|\\ud[89a-f]/i.test(told), 'no half characters').toBe(true)
      }),
      { numRuns: 300 },
    )
  },
)

test('whatever a file holds, words about it do not take the worker’s time', () => {
  const long = [
    '\n'.repeat(1_000_000),
    `import 'node:test'\n${' '.repeat(500_000)}\n`.repeat(2),
    "from 'node:test'\n".repeat(60_000),
    `package demo\n${'func testA1(t *testing.T) {\n'.repeat(30_000)}`,
    `${'\t\n'.repeat(500_000)}"testing"\nfunc TestA`,
  ]
  const files = long.flatMap((content, index) => [
    { path: `a${index}.ts`, content },
    { path: `b${index}_test.go`, content },
    { path: `c${index}.go`, content },
  ])
  // What grows with the square of its length would not come to its end before the time limit of a test.
  for (const kit of languageIds.map(kitOf)) {
    const reader = kit.openReport()
    reader.takeLine(`x.ts(1,1): error: ${' Do you need to install npm i '.repeat(2_000)}`)
    reader.takeLine(
      JSON.stringify({ type: 'test:diagnostic', file: 'a.ts', message: 'Test "" at '.repeat(5_000) }),
    )
    reader.takeLine(
      JSON.stringify({ type: 'test:fail', name: 'a.ts', file: 'a.ts', nesting: 0, message: 'x' }),
    )
    expect(reader.words(files, true).length).toBeGreaterThan(0)
  }
})
