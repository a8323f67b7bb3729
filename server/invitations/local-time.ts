import { resolveTimeZone } from '#contracts/fields/time-zone.ts'
import { Temporal } from 'temporal-polyfill'

/**
 * The day of an instant in a zone, as midnight UTC. What reviewers and authors are shown of a time, so that it cannot be matched with
 * the exact one that stands beside a name elsewhere.
 */
export function dayOf(instant: Date, zone: string): Date {
  const { year, month, day } = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(
    zone,
  )
  return new Date(Date.UTC(year, month - 1, day))
}

/** How far the clocks of a zone are ahead of UTC at an instant; of a zone that is none, as stored before zones were checked, 0. */
export function offsetMsAt(instant: Date, namedZone: string): number {
  const zone = resolveTimeZone(namedZone) ?? 'UTC'
  const { offsetNanoseconds } = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(
    zone,
  )
  return Math.round(offsetNanoseconds / 1_000_000)
}

export type LocalInstant = { instant: Date } | { problem: string }

/**
 * The instant that a wall time means in a zone. A time that the clocks skip is refused in words, and so is one that happens twice
 * unless `occurrence` says which is meant: guessing would send somebody to the wrong hour.
 */
export function instantOfLocalTime(
  local: string,
  zone: string,
  occurrence?: 'first' | 'second',
): LocalInstant {
  let wall: Temporal.PlainDateTime
  let earlier: Temporal.ZonedDateTime
  let later: Temporal.ZonedDateTime
  try {
    wall = Temporal.PlainDateTime.from(local)
    earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' })
    later = wall.toZonedDateTime(zone, { disambiguation: 'later' })
  } catch {
    return { problem: `"${zone}" is not a time zone, or "${local}" is not a date and time` }
  }
  if (earlier.epochMilliseconds === later.epochMilliseconds)
    return { instant: new Date(earlier.epochMilliseconds) }
  const exists = earlier.toPlainDateTime().equals(wall) || later.toPlainDateTime().equals(wall)
  if (exists && occurrence !== undefined) {
    const meant = occurrence === 'first' ? earlier : later
    return { instant: new Date(meant.epochMilliseconds) }
  }
  return {
    problem: exists
      ? `${local} happens twice in ${zone}, because the clocks go back: at ${inUtc(earlier)} and at ${inUtc(later)}; say which of them is meant`
      : `${local} does not exist in ${zone}, because the clocks go forward; choose another time, such as ${later.toPlainDateTime().toString({ smallestUnit: 'minute' })}`,
  }
}

const inUtc = (instant: Temporal.ZonedDateTime) =>
  `${instant.withTimeZone('UTC').toPlainTime().toString({ smallestUnit: 'minute' })} UTC`
