import { MantineProvider } from '@mantine/core'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { readClock } from '#contracts/clock.ts'
import { Countdown } from '../../../../client/features/workspaces/bar/countdown.tsx'
import { ServerClock } from '../../../../client/lib/clock/server-clock.ts'

const startedAt = new Date('2026-11-24T09:00:00Z')
const durationMs = 2 * 3_600_000

/** What a screen reader is told by itself, and what stands on the button, with that much time left. */
function at(remainingMs: number) {
  const facts = {
    startedAt,
    baseDurationMs: durationMs,
    extraTimeFactor: 1,
    creditsMs: [],
    submittedAt: null,
  }
  const now = new Date(startedAt.getTime() + durationMs - remainingMs)
  const reading = readClock(facts, now)
  const clock = new ServerClock(reading, { ask: () => Promise.resolve(reading), monotonicMs: () => 0 })
  const html = renderToStaticMarkup(
    <MantineProvider env="test">
      <Countdown clock={clock} />
    </MantineProvider>,
  )
  return {
    spoken: /role="status"[^>]*>([^<]*)</.exec(html)?.[1],
    label: /aria-label="([^"]*)"/.exec(html)?.[1],
  }
}

const secondMs = 1_000
const minuteMs = 60 * secondMs

describe('the time left', () => {
  it.each([
    [60, '1 hour or less left'],
    [30, '30 minutes or less left'],
    [10, '10 minutes or less left'],
    [5, '5 minutes or less left'],
    [1, '1 minute or less left'],
  ])('is said aloud once at %i minutes, and never each second', (minutes, words) => {
    expect(at(minutes * minuteMs + secondMs).spoken).toBe('')
    const during = [0, 1, 30, 59].map((passed) => at(minutes * minuteMs - passed * secondMs).spoken)
    expect(new Set(during)).toEqual(new Set([words]))
    // The words do not change within the minute, so that nothing is read twice, and end with it.
    expect(at((minutes - 1) * minuteMs).spoken).toBe('')
  })

  it('is shown in minutes, and in seconds for the last five of them', () => {
    expect(at(durationMs).label).toBe('Time left: 2 h 00 min')
    expect(at(5 * minuteMs).label).toBe('Time left: 5 min')
    expect(at(5 * minuteMs - secondMs).label).toBe('Time left: 4:59')
    expect(at(9 * secondMs).label).toBe('Time left: 0:09')
  })
})
