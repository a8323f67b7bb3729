import { firstAfterSkipped, instantsOfWallTime } from './instants-of-wall-time.ts'
import { wallClock } from './wall-clock.ts'

/** A time as somebody fills it in. */
export interface WallTime {
  /** As the browser's own field writes it, `2026-11-24T09:30`; empty while it is not complete. */
  local: string
  zone: string
  /** Which of two is meant, where the clocks are put back. */
  occurrence: 'first' | 'second' | null
}

export interface Bounds {
  from: Date
  until: Date
}

export type WallTimeReading =
  | { kind: 'empty' }
  | { kind: 'skipped'; next: string }
  /** `chosen` is null until somebody says which of the two is meant. */
  | { kind: 'twice'; first: Date; second: Date; chosen: Date | null }
  | { kind: 'too_early' }
  | { kind: 'too_late' }
  | { kind: 'moment'; instant: Date }

/** A field may hold a year of five figures while somebody types. */
const complete = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/

const firstTooFar = '9990'

/** What a wall time means, and what speaks against it. */
export function readWallTime(time: WallTime, bounds: Bounds): WallTimeReading {
  if (!complete.test(time.local)) return { kind: 'empty' }
  // The day after the last one that a calendar can hold has no instant.
  return time.local >= firstTooFar ? { kind: 'too_late' } : readInstants(time, bounds)
}

function readInstants(time: WallTime, bounds: Bounds): WallTimeReading {
  const [first, second] = instantsOfWallTime(time.local, time.zone)
  if (first === undefined) return { kind: 'skipped', next: firstAfterSkipped(time.local, time.zone) }
  if ((second ?? first) <= bounds.from) return { kind: 'too_early' }
  if (first >= bounds.until) return { kind: 'too_late' }
  if (second === undefined) return { kind: 'moment', instant: first }
  const chosen = { first, second, none: null }[time.occurrence ?? 'none']
  if (chosen !== null && chosen <= bounds.from) return { kind: 'too_early' }
  if (chosen !== null && chosen >= bounds.until) return { kind: 'too_late' }
  return { kind: 'twice', first, second, chosen }
}

/** The one instant that is meant; null while something is missing or speaks against it. */
export function meantInstant(reading: WallTimeReading): Date | null {
  if (reading.kind === 'moment') return reading.instant
  return reading.kind === 'twice' ? reading.chosen : null
}

/** What the clocks of a zone show at an instant, as the browser's own field reads it. */
export function wallTimeOf(instant: Date, zone: string): string {
  return wallClock(zone).show(instant.getTime())
}

const oddBefore = '07:00'
const oddAfter = '21:00'

/** An hour that somebody may have chosen for the wrong half of the day. */
export function isOddHour(local: string): boolean {
  const hour = local.slice('yyyy-mm-ddT'.length)
  return hour < oddBefore || hour > oddAfter
}
