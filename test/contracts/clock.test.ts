import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attemptState, deadline, graceMs, readClock, type ClockFacts } from '#contracts/clock.ts'

const startedAt = new Date('2026-11-24T09:00:00Z')
const twoHoursMs = 2 * 3_600_000
const facts = (more: Partial<ClockFacts> = {}): ClockFacts => ({
  startedAt,
  baseDurationMs: twoHoursMs,
  extraTimeFactor: 1,
  creditsMs: [],
  submittedAt: null,
  ...more,
})
const after = (ms: number) => new Date(startedAt.getTime() + ms)

describe('deadline', () => {
  it.each([
    ['two hours, nothing else', facts(), twoHoursMs],
    ['half as much time again', facts({ extraTimeFactor: 1.5 }), 3 * 3_600_000],
    ['seven minutes given back', facts({ creditsMs: [420_000] }), twoHoursMs + 420_000],
    ['a credit taken back', facts({ creditsMs: [420_000, -420_000] }), twoHoursMs],
    [
      'extra time does not multiply credits',
      facts({ extraTimeFactor: 2, creditsMs: [60_000] }),
      2 * twoHoursMs + 60_000,
    ],
  ])('%s', (_name, given, expectedMs) => {
    expect(deadline(given)).toEqual(after(expectedMs))
  })

  it('never comes earlier through extra time or credits, in any order', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 4, noNaN: true }),
        fc.array(fc.nat(3_600_000)),
        (factor, credits) => {
          const plain = deadline(facts()).getTime()
          const generous = deadline(facts({ extraTimeFactor: factor, creditsMs: credits })).getTime()
          const shuffled = deadline(
            facts({ extraTimeFactor: factor, creditsMs: [...credits].reverse() }),
          ).getTime()
          expect(generous).toBeGreaterThanOrEqual(plain)
          expect(shuffled).toBe(generous)
        },
      ),
    )
  })
})

describe('attemptState', () => {
  it.each([
    ['at the start', 0, 'running'],
    ['a millisecond before the end', twoHoursMs - 1, 'running'],
    ['at the end', twoHoursMs, 'grace'],
    ['in the last millisecond of grace', twoHoursMs + graceMs - 1, 'grace'],
    ['after grace', twoHoursMs + graceMs, 'over'],
  ] as const)('%s', (_name, atMs, expected) => {
    expect(attemptState(facts(), after(atMs))).toBe(expected)
  })

  it('stays submitted whatever the time is', () => {
    expect(attemptState(facts({ submittedAt: after(1) }), after(10 * twoHoursMs))).toBe('submitted')
  })
})

describe('readClock', () => {
  it('tells what is left, and never less than nothing', () => {
    expect(readClock(facts(), after(600_000)).remainingMs).toBe(twoHoursMs - 600_000)
    expect(readClock(facts(), after(2 * twoHoursMs)).remainingMs).toBe(0)
    expect(readClock(facts({ submittedAt: after(5) }), after(10)).remainingMs).toBe(0)
  })
})
