import { Temporal } from 'temporal-polyfill'

/** What dates are counted by. Working days are those of ISO: 1 is Monday, 7 is Sunday. */
export interface BusinessCalendar {
  zone: string
  /** Close of business as a wall time, `17:00`. */
  closesAt: string
  workingDays: readonly number[]
  /** Dates such as `2026-12-25` on which nobody works. */
  holidays: readonly { date: string }[]
}

/**
 * Close of business so many working days later. What comes after close, on a weekend or on a holiday counts from the next working
 * day. The calendar must have a working day: one without is refused when it is written.
 */
export function dueAt(from: Date, calendar: BusinessCalendar, workingDays: number): Date {
  const days = workingDaysOf(calendar)
  let day = localDateOf(from, calendar.zone)
  if (!days.has(day) || from.getTime() > closeOf(day, calendar).getTime()) day = days.after(day)
  for (let counted = 0; counted < workingDays; counted += 1) day = days.after(day)
  return closeOf(day, calendar)
}

/** Close of business on a date such as `2026-12-03`; null where nobody works on it. */
export function closeOfBusiness(date: string, calendar: BusinessCalendar): Date | null {
  const day = Temporal.PlainDate.from(date)
  return workingDaysOf(calendar).has(day) ? closeOf(day, calendar) : null
}

export const localDateOf = (instant: Date, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone).toPlainDate()

export function workingDaysOf({ zone, workingDays, holidays }: BusinessCalendar) {
  const free = new Set(holidays.map(({ date }) => date))
  const has = (day: Temporal.PlainDate) =>
    workingDays.includes(day.dayOfWeek) && !free.has(day.toString()) && exists(day, zone)
  return {
    has,
    after(day: Temporal.PlainDate): Temporal.PlainDate {
      let next = day.add({ days: 1 })
      while (!has(next)) next = next.add({ days: 1 })
      return next
    },
  }
}

/** A zone that moves over the date line has no such day: Apia went from 29 to 31 December 2011. */
const exists = (day: Temporal.PlainDate, zone: string) => day.toZonedDateTime(zone).toPlainDate().equals(day)

export const closeOf = (day: Temporal.PlainDate, { closesAt, zone }: BusinessCalendar): Date =>
  firstInstantAt(day, closesAt, zone)

/**
 * The first instant of a day at which the clocks show a wall time or a later one: of a time that happens twice the earlier, and of
 * one that is skipped the moment at which the clocks jump over it.
 */
export function firstInstantAt(day: Temporal.PlainDate, wallTime: string, zone: string): Date {
  const earlier = day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(wallTime) })
  const wall = day.toPlainDateTime(Temporal.PlainTime.from(wallTime))
  if (earlier.toPlainDateTime().equals(wall)) return dateOf(earlier)
  const before = wall.toZonedDateTime(zone, { disambiguation: 'earlier' })
  return dateOf(before.getTimeZoneTransition('next') ?? earlier)
}

const dateOf = (instant: Temporal.ZonedDateTime) => new Date(instant.epochMilliseconds)
