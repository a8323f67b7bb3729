import { describe, expect, it } from 'vitest'
import { nextTryAt, readRetryAfter } from '../../../server/webhooks/next-try.ts'

const now = new Date('2026-03-01T10:00:00.000Z')
const hourMs = 3_600_000
const waitMs = (tries: number, more: { retryAfterMs?: number; random?: number } = {}) => {
  const next = nextTryAt({ tries, now, retryAfterMs: null, random: 0.5, ...more })
  return next === null ? null : next.getTime() - now.getTime()
}

describe('when a webhook is tried again', () => {
  it('ten tries over 75 hours, and none after', () => {
    const waits = Array.from({ length: 10 }, (_, index) => waitMs(index + 1))
    expect(waits.map((wait) => (wait === null ? null : wait / 60_000))).toEqual([
      ...[5 / 60, 5, 30, 120, 300, 600, 840, 1_200, 1_440],
      null,
    ])
    const hours = waits.reduce<number>((sum, wait) => sum + (wait ?? 0), 0) / hourMs
    expect(Math.floor(hours)).toBe(75)
  })

  it('spread by a tenth', () => {
    expect([waitMs(4, { random: 0 }), waitMs(4, { random: 1 })]).toEqual([108 * 60_000, 132 * 60_000])
  })

  it('later where the receiver asks for it, within a day', () => {
    expect(waitMs(1, { retryAfterMs: 90_000 })).toBe(90_000)
    expect(waitMs(1, { retryAfterMs: 1_000 })).toBe(5_000)
    expect(waitMs(1, { retryAfterMs: 1e12 })).toBe(24 * hourMs)
    expect(waitMs(10, { retryAfterMs: 1_000 })).toBeNull()
  })

  it.each([
    [undefined, null],
    ['120', 120_000],
    ['Sun, 01 Mar 2026 10:01:00 GMT', 60_000],
    ['Sun, 01 Mar 2020 10:01:00 GMT', 0],
    ['soon', null],
    ['-5', null],
  ])('Retry-After %j', (value, expected) => expect(readRetryAfter(value, now) ?? null).toBe(expected))
})
