import { describe, expect, test } from 'vitest'
import { ProberFrames } from '../../workers/prober-frames.ts'

const card = (checkId: string) =>
  JSON.stringify({
    type: 'card',
    card: { checkId, title: 't', expected: 'e', seen: 's', passed: true, durationMs: 1 },
  })
const ready = JSON.stringify({ type: 'ready', afterMs: 3 })
const finished = (...checkIds: string[]) => JSON.stringify({ type: 'finished', checkIds })

const read = (lines: string[]) => {
  const frames = new ProberFrames(['a', 'b'])
  for (const line of lines) frames.takeLine(line)
  return frames.word()
}

describe('a prober’s report', () => {
  test('is whole with one card for each check and one last frame', () => {
    expect(read([ready, card('b'), card('a'), finished('a', 'b')])).toMatchObject({
      isReady: true,
      fault: null,
    })
  })

  test.each([
    ['nothing at all', [], 'the last frame is missing'],
    ['no last frame', [ready, card('a'), card('b')], 'the last frame is missing'],
    ['a card missing', [card('a'), finished('a', 'b')], 'no card for b'],
    ['a card twice', [card('a'), card('a'), card('b'), finished('a', 'b')], 'the check "a" came twice'],
    [
      'a card too many',
      [card('a'), card('b'), card('c'), finished('a', 'b', 'c')],
      'the check "c" is not expected',
    ],
    [
      'other checks in the last frame',
      [card('a'), card('b'), finished('a')],
      'the last frame names other checks',
    ],
    [
      'a check twice in the last frame',
      [card('a'), card('b'), finished('a', 'a')],
      'the last frame names other checks',
    ],
    [
      'a second last frame',
      [card('a'), card('b'), finished('a', 'b'), finished('a', 'b')],
      'something came after the last frame',
    ],
    [
      'a line that is no JSON',
      ['--- PASS', card('a'), card('b'), finished('a', 'b')],
      'a line is not a frame',
    ],
    ['a card without a result', ['{"type":"card","card":{"checkId":"a"}}'], 'a line is not a frame'],
    [
      'a prototype in place of a card',
      ['{"__proto__":{"type":"finished","checkIds":["a","b"]}}'],
      'a line is not a frame',
    ],
  ])('with %s carries no verdict', (_title, lines, fault) => {
    expect(read(lines).fault).toBe(fault)
  })
})
