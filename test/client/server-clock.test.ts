import { describe, expect, it } from 'vitest'
import { readClock, type ClockReading } from '#contracts/clock.ts'
import { ServerClock } from '../../client/lib/clock/server-clock.ts'

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
