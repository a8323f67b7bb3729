import { describe, expect, it } from 'vitest'
import { answerDueAt } from '../../../server/submissions/answer-due.ts'

describe('the promised answer', () => {
  it.each([
    ['Monday', '2026-11-23T10:15:00Z', 'UTC', '2026-11-25T10:15:00.000Z'],
    ['Thursday, over the weekend', '2026-11-26T10:15:00Z', 'UTC', '2026-11-30T10:15:00.000Z'],
    ['Friday', '2026-11-27T10:15:00Z', 'UTC', '2026-12-01T10:15:00.000Z'],
    ['Saturday counts from Monday', '2026-11-28T10:15:00Z', 'UTC', '2026-12-02T00:00:00.000Z'],
    [
      'Sunday in Berlin that is Monday in Tokyo',
      '2026-11-29T20:00:00Z',
      'Asia/Tokyo',
      '2026-12-01T20:00:00.000Z',
    ],
    ['over the change of clocks', '2026-10-23T10:00:00Z', 'Europe/Berlin', '2026-10-27T11:00:00.000Z'],
  ])('%s', (_name, submittedAt, zone, expected) => {
    expect(answerDueAt(new Date(submittedAt), zone).toISOString()).toBe(expected)
  })
})
