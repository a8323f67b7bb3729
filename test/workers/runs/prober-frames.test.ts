import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ProberFrames, type ProberReport } from '../../../workers/runs/prober-frames.ts'
import { LineSplitter } from '../../../workers/sandbox/output.ts'
import { judgeGraded } from '../../../workers/runs/verdict.ts'
import { testSettings } from '../../support/run/settings.ts'

const card = (checkId: string, passed = true) =>
  JSON.stringify({
    type: 'card',
    card: { checkId, title: 't', expected: 'e', seen: 's', passed, durationMs: 1 },
  })
const ready = JSON.stringify({ type: 'ready', afterMs: 3 })
const finished = (...checkIds: string[]) => JSON.stringify({ type: 'finished', checkIds })

/** As the worker reads a prober's standard output. */
const readText = (text: string): ProberReport => {
  const frames = new ProberFrames(['a', 'b'])
  const lines = new LineSplitter((line) => frames.takeLine(line))
  lines.take(Buffer.from(text))
  lines.end()
  return frames.word()
}
const read = (lines: readonly string[]) => readText(lines.map((line) => `${line}\n`).join(''))

const limits = { wallMs: 10_000, memoryMiB: 256, pids: 64, outputKiB: 32 }
const proberEnd = { endedBy: 'itself', exitCode: 0, isOutOfMemory: false, durationMs: 5 } as const
const judge = (word: ProberReport) =>
  judgeGraded({ candidateEnd: null, proberEnd, word, limits, optionalCheckIds: [] })

describe('a prober’s report', () => {
  test('is whole with a first frame, one card for each check in the declared order and one last frame', () => {
    expect(read([ready, card('a'), card('b'), finished('a', 'b')])).toMatchObject({
      isReady: true,
      fault: null,
      cards: [{ checkId: 'a' }, { checkId: 'b' }],
    })
  })

  test.each([
    ['nothing at all', [], 'the last frame is missing'],
    ['no last frame', [ready, card('a'), card('b')], 'the last frame is missing'],
    ['a card missing', [ready, card('a'), finished('a', 'b')], 'no card for b'],
    [
      'the first card missing',
      [ready, card('b'), finished('a', 'b')],
      'the check "b" came where "a" was due',
    ],
    [
      'its cards in another order',
      [ready, card('b'), card('a'), finished('a', 'b')],
      'the check "b" came where "a" was due',
    ],
    [
      'a card twice',
      [ready, card('a'), card('a'), card('b'), finished('a', 'b')],
      'the check "a" came twice',
    ],
    [
      'a card too many',
      [ready, card('a'), card('b'), card('c'), finished('a', 'b', 'c')],
      'the check "c" is not expected',
    ],
    [
      'other checks in the last frame',
      [ready, card('a'), card('b'), finished('a')],
      'the last frame names other checks, or in another order',
    ],
    [
      'another order in the last frame',
      [ready, card('a'), card('b'), finished('b', 'a')],
      'the last frame names other checks, or in another order',
    ],
    [
      'a check twice in the last frame',
      [ready, card('a'), card('b'), finished('a', 'a')],
      'the last frame names other checks, or in another order',
    ],
    [
      'a second last frame',
      [ready, card('a'), card('b'), finished('a', 'b'), finished('a', 'b')],
      'something came after the last frame',
    ],
    ['no first frame', [card('a'), card('b'), finished('a', 'b')], 'a card came before the first frame'],
    [
      'a second first frame',
      [ready, card('a'), ready, card('b'), finished('a', 'b')],
      'the first frame came twice',
    ],
    [
      'a line that is no JSON',
      [ready, '--- PASS', card('a'), card('b'), finished('a', 'b')],
      'a line is not a frame',
    ],
    ['a card without a result', [ready, '{"type":"card","card":{"checkId":"a"}}'], 'a line is not a frame'],
    [
      'a prototype in place of a card',
      [ready, '{"__proto__":{"type":"finished","checkIds":["a","b"]}}'],
      'a line is not a frame',
    ],
  ])('with %s carries no verdict', (_title, lines, fault) => {
    expect(read(lines).fault).toBe(fault)
  })

  test('that breaks off carries no verdict, wherever that is', () => {
    const whole = [ready, card('a'), card('b'), finished('a', 'b')].join('\n')
    expect(readText(whole).fault).toBeNull()
    const faults = Array.from({ length: whole.length }, (_, length) => readText(whole.slice(0, length)).fault)
    expect(faults).not.toContain(null)
    expect(new Set(faults)).toContain('a line is not a frame')
  })
})

describe('whatever is mixed into a prober’s report', () => {
  const numRuns = testSettings().isFull ? 100_000 : 5_000
  const ids = fc.constantFrom('a', 'b', 'c', '')
  /** What somebody would print who knows how we talk, and what anybody prints. */
  const printed = fc.oneof(
    fc.tuple(ids, fc.boolean()).map(([id, passed]) => card(id, passed)),
    fc.array(ids, { maxLength: 3 }).map((told) => finished(...told)),
    fc.constantFrom(ready, JSON.stringify({ type: 'never-ready', waitedMs: 1, reason: 'no' }), ''),
    fc.constantFrom(
      '--- PASS: TestIt (0.00s)',
      '\u0016=== RUN TestIt',
      '\u001b[2J\u001b]0;passed\u0007',
      '{}',
    ),
    fc.json(),
    fc.string({ unit: 'binary' }),
  )
  const honest = (...passed: [boolean, boolean]) => [
    ready,
    card('a', passed[0]),
    card('b', passed[1]),
    finished('a', 'b'),
  ]
  const outcomes = fc.tuple(fc.boolean(), fc.boolean())

  test('no line that is added makes another verdict than the report had without it', () => {
    fc.assert(
      fc.property(outcomes, printed, fc.nat(4), (passed, line, at) => {
        const lines = honest(...passed)
        expect(judge(read(lines.toSpliced(at, 0, line)))).toHaveProperty('platformError')
      }),
      { numRuns },
    )
  })

  test('only what says that every check passed, whole and in order, passes', () => {
    const line = fc.oneof(printed, fc.constantFrom(...honest(true, true)))
    const report = fc.oneof(
      fc.array(line, { maxLength: 6 }),
      fc.shuffledSubarray(honest(true, true), { minLength: 3 }),
    )
    fc.assert(
      fc.property(report, (lines) => {
        const judgement = judge(read(lines))
        const isWhole = lines.join('\n') === honest(true, true).join('\n')
        expect('verdict' in judgement && judgement.verdict === 'passed').toBe(isWhole)
      }),
      { numRuns },
    )
  })
})
