import { describe, expect, test } from 'vitest'
import type { RunResult } from '#contracts/runs.ts'
import { expectedUnder, type RunnableExpectation } from '../../cli/corpus/case-file.ts'
import { judgeCase, type SeenCase, type SeenRun } from '../../cli/corpus/judge-case.ts'

const canary = 'FAIRTIME-CANARY-1'
const expectation: RunnableExpectation = {
  about: 'an example',
  number: 1,
  language: 'go',
  kind: 'graded',
  exercise: 'example',
  verdicts: ['failed', 'crashed'],
  limits: {},
  mustSay: ['hello'],
  mustNotSay: ['root:x'],
  times: 1,
  together: 1,
  generated: [],
  disturbs: false,
  quick: false,
}
const result: RunResult = {
  verdict: 'failed',
  cause: 'because',
  tests: [],
  evidence: [],
  output: 'hello',
  outputTruncated: false,
  durationMs: 1,
  image: 'sha256:1',
}
const run = (changes: Partial<RunResult> = {}, more: Partial<SeenRun> = {}): SeenRun => ({
  outcome: { kind: 'verdict', result: { ...result, ...changes } },
  live: '',
  tookMs: 1_000,
  limits: { wallMs: 2_000, outputKiB: 16 },
  ...more,
})
const seen = (changes: Partial<SeenCase>): SeenCase => ({
  runs: [run()],
  isTimed: true,
  drifts: [],
  remains: [],
  memoryKeptShare: 0.01,
  neighbour: { verdict: 'passed', slowdown: 1.2 },
  ...changes,
})
const judge = (changes: Partial<SeenCase>) => judgeCase(expectation, seen(changes), canary)

test('what is as promised has no fault', () => {
  expect(judge({})).toEqual([])
  expect(judge({ memoryKeptShare: null, neighbour: null })).toEqual([])
})

test('a closer bound counts only where nothing else keeps the machine busy', () => {
  const bounded = { ...expectation, withinMs: 500 }
  expect(judgeCase(bounded, seen({}), canary).join()).toMatch(/took 1000 ms, allowed are 500 ms/)
  expect(judgeCase(bounded, seen({ isTimed: false }), canary)).toEqual([])
  const late = { runs: [run({ durationMs: 3_001 })], isTimed: false }
  expect(judgeCase(expectation, seen(late), canary)).toEqual([])
})

test('under gVisor a case may end otherwise only where it says so', () => {
  const why = 'its kernel answers this call itself'
  const differs: RunnableExpectation = { ...expectation, underGvisor: { verdicts: ['timed_out'], why } }
  const verdictsUnder = (runtime: string | null, one: RunnableExpectation) =>
    expectedUnder(runtime, one).verdicts
  expect(verdictsUnder('runsc', differs)).toEqual(['timed_out'])
  expect(verdictsUnder(null, differs)).toEqual(expectation.verdicts)
  expect(verdictsUnder('runsc', expectation)).toEqual(expectation.verdicts)
})

describe('a fault is named when', () => {
  const card = {
    checkId: 'a',
    title: 't',
    expected: 'e',
    seen: canary,
    passed: false,
    durationMs: 1,
    timeline: [],
  }
  const cases: [string, Partial<SeenCase>, RegExp][] = [
    ['the verdict is another', { runs: [run({ verdict: 'passed' })] }, /passed, expected failed or crashed/],
    ['one of several runs passes', { runs: [run(), run({ verdict: 'passed' })] }, /passed, expected/],
    [
      'the failure is ours',
      { runs: [run({}, { outcome: { kind: 'platform_error', message: 'no engine' } })] },
      /our failure: no engine/,
    ],
    ['it took too long', { runs: [run({}, { tookMs: 7_001 })] }, /took 7001 ms, allowed are 7000 ms/],
    [
      'it ran past its limit',
      { runs: [run({ durationMs: 3_001 })] },
      /ran for 3001 ms, its time limit is 2000/,
    ],
    ['it did not come far enough', { runs: [run({ output: 'bye' })] }, /did not come to say "hello"/],
    ['the canary is in the output', { runs: [run({ output: `x${canary}` })] }, /canary/],
    ['the canary is on an evidence card', { runs: [run({ evidence: [card] })] }, /canary/],
    ['the canary was sent to the page', { runs: [run({}, { live: canary })] }, /canary/],
    ['a graded run sent output to a page', { runs: [run({}, { live: 'x' })] }, /sent to a page/],
    ['the output is over its bound', { runs: [run({ output: 'x'.repeat(16_385) })] }, /over 16 KiB/],
    ['the output holds NUL', { runs: [run({ output: 'a\0b' })] }, /no database/],
    ['it could say what it must not', { runs: [run({ output: 'root:x:0' })] }, /could say "root:x"/],
    ['the server cannot read the result', { runs: [run({ durationMs: Infinity })] }, /none that the server/],
    ['a box was not as the policy has it', { drifts: ['Memory is 2, not 1'] }, /Memory is 2, not 1/],
    ['something is left', { remains: ['process 7'] }, /left behind: process 7/],
    ['memory did not come back', { memoryKeptShare: 0.03 }, /3\.0 %/],
    ['a neighbour was slow', { neighbour: { verdict: 'passed', slowdown: 2.1 } }, /2\.1 times/],
    ['a neighbour failed', { neighbour: { verdict: 'failed', slowdown: 1 } }, /ended as failed/],
  ]
  test.each(cases)('%s', (_title, changes, expected) => {
    expect(judge(changes).join('\n')).toMatch(expected)
  })
})
