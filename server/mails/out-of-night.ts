import { Temporal } from 'temporal-polyfill'
import { resolveTimeZone } from '#contracts/fields/time-zone.ts'

/** The hours in which nobody is reminded of anything, by the clocks of whoever is. */
const nightFrom = Temporal.PlainTime.from('22:00')
const nightUntil = Temporal.PlainTime.from('07:00')
/** The evening before, well before the night begins. */
const evening = Temporal.PlainTime.from('20:00')

const isNight = (time: Temporal.PlainTime) =>
  Temporal.PlainTime.compare(time, nightFrom) >= 0 || Temporal.PlainTime.compare(time, nightUntil) < 0

/**
 * When a mail that is due at night goes instead: the next morning, or the evening before where the morning comes after `latest`.
 * A mail that is due by day goes when it is due.
 */
export function outOfNight(at: Date, namedZone: string, latest: Date | null = null): Date {
  const zone = resolveTimeZone(namedZone) ?? 'UTC'
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)
  if (!isNight(local.toPlainTime())) return at
  const day = local.toPlainDate()
  const isEvening = Temporal.PlainTime.compare(local.toPlainTime(), nightFrom) >= 0
  const instantOf = (date: Temporal.PlainDate, plainTime: Temporal.PlainTime) =>
    new Date(date.toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds)
  const morning = instantOf(isEvening ? day.add({ days: 1 }) : day, nightUntil)
  if (latest === null || morning <= latest) return morning
  return instantOf(isEvening ? day : day.subtract({ days: 1 }), evening)
}
