import { describe, expect, it } from 'vitest'
import { readClock, type ClockReading } from '#contracts/clock.ts'
import { describeCredits } from '../../../client/features/workspaces/bar/describe-credits.ts'
import { ServerClock } from '../../../client/lib/clock/server-clock.ts'
import { watchForSleep } from '../../../client/lib/clock/watch-for-sleep.ts'

const startedAt = new Date('2026-11-23T09:00:00Z')
const reading = (afterMs: number): ClockReading =>
  readClock(
    { startedAt, baseDurationMs: 60_000, extraTimeFactor: 1, creditsMs: [], submittedAt: null },
    new Date(startedAt.getTime() + afterMs),
  )

describe('the clock on the page', () => {
  it('counts the newest reading on by the monotonic clock, and never below zero', () => {
    let nowMs = 1_000
    const clock = new ServerClock(reading(10_000), {
      ask: () => Promise.reject(new Error()),
      monotonicMs: () => nowMs,
    })
    nowMs += 20_000
    expect(clock.remainingMs()).toBe(30_000)
    nowMs += 40_000
    expect(clock.remainingMs()).toBe(0)
  })

  it('takes an answer as true at half of its way', async () => {
    let nowMs = 0
    const ask = () => {
      nowMs += 400
      return Promise.resolve(reading(30_000))
    }
    const clock = new ServerClock(reading(0), { ask, monotonicMs: () => nowMs })
    await clock.refresh()
    expect(clock.remainingMs()).toBe(30_000 - 200)
  })

  it('goes on by the old reading when there is no answer', async () => {
    let nowMs = 0
    const clock = new ServerClock(reading(0), {
      ask: () => Promise.reject(new Error('cut')),
      monotonicMs: () => nowMs,
    })
    nowMs = 5_000
    await clock.refresh()
    expect(clock.remainingMs()).toBe(55_000)
  })
})

describe('after the computer slept for 20 minutes', () => {
  const sleepMs = 20 * 60_000
  const facts = {
    startedAt,
    baseDurationMs: 2 * 3_600_000,
    extraTimeFactor: 1,
    creditsMs: [],
    submittedAt: null,
  }

  // What `performance.now()` does while a computer sleeps differs between systems.
  it.each([
    ['stands still', 0],
    ['goes on', sleepMs],
  ])('the time is right within 2 s, where the monotonic clock %s', async (_name, monotonicSleepMs) => {
    let trueMs = 0
    let monotonicMs = 0
    // The computer's own time is off by two hours, which must not matter.
    const hasSlept = watchForSleep(() => Date.UTC(2026, 10, 23, 7) + trueMs)
    const pass = (ms: number, monotonic = ms) => {
      trueMs += ms
      monotonicMs += monotonic
    }
    const read = () => readClock(facts, new Date(startedAt.getTime() + trueMs))
    const clock = new ServerClock(read(), {
      ask: () => {
        pass(300)
        return Promise.resolve(read())
      },
      monotonicMs: () => monotonicMs,
    })
    pass(1_000)
    expect(hasSlept()).toBe(false)
    pass(sleepMs, monotonicSleepMs)
    pass(1_000)
    expect(hasSlept()).toBe(true)
    await clock.refresh()
    expect(Math.abs(clock.remainingMs() - (7_200_000 - trueMs))).toBeLessThan(1_000)
    expect(trueMs - 1_000 - sleepMs).toBeLessThan(2_000)
    pass(1_000)
    expect(hasSlept()).toBe(false)
  })
})

describe('time that was given back', () => {
  const given = (...credits: [number, string][]): ClockReading => ({
    ...reading(0),
    deadline: '2026-11-23T15:42:00.000Z',
    givenBack: credits.map(([minutes, reason], at) => ({
      id: String(at),
      amountMs: minutes * 60_000,
      reason,
    })),
  })
  it.each([
    [
      given([7, 'our service could not be reached']),
      '7 minutes were given back to you: our service could not be reached. You now have until 16:42 (Europe/Berlin).',
    ],
    [
      given([1, 'a'], [1, 'a'], [2, 'you were disturbed.']),
      '4 minutes were given back to you: a; you were disturbed. You now have until 16:42 (Europe/Berlin).',
    ],
    [
      given([1, 'accommodation']),
      '1 minute was given back to you: extra time was agreed for you. You now have until 16:42 (Europe/Berlin).',
    ],
    [
      given([0.2, 'a']),
      'Less than a minute was given back to you: a. You now have until 16:42 (Europe/Berlin).',
    ],
    [given(), null],
  ])('is told in words', (clock, words) => expect(describeCredits(clock, 'Europe/Berlin')).toBe(words))
})
