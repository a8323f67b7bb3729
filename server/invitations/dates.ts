import { Temporal } from 'temporal-polyfill'
import { fieldError } from '../http/app-error.ts'

export interface InvitationDates {
  /** The last moment at which a time can be picked; null where the end of the invitation is enough. */
  scheduleBy: Date | null
  /** After it the exercise cannot be started. */
  takeBy: Date
}

const usualDays = 14
const longestDays = 90

/** The first instant of a day in a zone, or of one some days later. */
export function startOfDay(date: string, zone: string, later = 0): Date {
  const day = Temporal.PlainDate.from(date).add({ days: later }).toZonedDateTime({ timeZone: zone })
  return new Date(day.epochMilliseconds)
}

/** The end of a day in a zone, however long that day is. */
export function endOfDay(date: string, zone: string): Date {
  return new Date(startOfDay(date, zone, 1).getTime() - 60_000)
}

/** The dates that a request names, as days in the zone of the organisation; throws at the field that cannot be. */
export function readDates(
  asked: { scheduleByDate: string | null; takeByDate: string | null },
  { now, zone }: { now: Date; zone: string },
  /** Where the fields stand in the request. */
  at = 'body.',
): InvitationDates {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate()
  const takeByDate = asked.takeByDate ?? today.add({ days: usualDays }).toString()
  const takeBy = endOfDay(takeByDate, zone)
  const last = today.add({ days: longestDays }).toString()
  const window = `choose a day from ${today.toString()} to ${last}`
  if (takeBy <= now) throw fieldError(`${at}takeByDate`, `this day has passed; ${window}`)
  if (takeByDate > last) throw fieldError(`${at}takeByDate`, `this is too far ahead; ${window}`)
  return { scheduleBy: readScheduleBy(asked.scheduleByDate, takeBy, { now, zone, at }), takeBy }
}

/** The last moment to pick a time; throws where it has passed, or comes after the last one to start. */
export function readScheduleBy(
  date: string | null,
  takeBy: Date,
  { now, zone, at = 'body.' }: { now: Date; zone: string; at?: string },
): Date | null {
  if (date === null) return null
  const dayIn = (instant: Date) =>
    Temporal.Instant.fromEpochMilliseconds(instant.getTime())
      .toZonedDateTimeISO(zone)
      .toPlainDate()
      .toString()
  const [today, takeByDate] = [dayIn(now), dayIn(takeBy)]
  const scheduleBy = endOfDay(date, zone)
  if (scheduleBy <= now)
    throw fieldError(
      `${at}scheduleByDate`,
      `this day has passed; choose a day from ${today} to ${takeByDate}`,
    )
  if (date > takeByDate)
    throw fieldError(`${at}scheduleByDate`, `this is after the last day to start, ${takeByDate}`)
  return scheduleBy < takeBy ? scheduleBy : takeBy
}
