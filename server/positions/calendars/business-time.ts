import { Temporal } from 'temporal-polyfill'
import { closeOf, firstInstantAt, localDateOf, workingDaysOf, type BusinessCalendar } from './due-at.ts'

/** Calendars know when business closes; a working day is taken to begin so long before that. */
const workingDayHours = 8

interface Stretch {
  fromMs: number
  untilMs: number
}

/** The moment at which a part of the working time between two moments is used up, `0.5` for the half of it. */
export function momentOfShare(
  span: { from: Date; until: Date },
  share: number,
  calendar: BusinessCalendar,
): Date {
  const stretches = workingTimeIn(span, calendar)
  const totalMs = stretches.reduce((sum, { fromMs, untilMs }) => sum + untilMs - fromMs, 0)
  let leftMs = totalMs * share
  for (const { fromMs, untilMs } of stretches) {
    if (leftMs <= untilMs - fromMs) return new Date(Math.round(fromMs + leftMs))
    leftMs -= untilMs - fromMs
  }
  return span.until
}

function workingTimeIn({ from, until }: { from: Date; until: Date }, calendar: BusinessCalendar): Stretch[] {
  const days = workingDaysOf(calendar)
  const last = localDateOf(until, calendar.zone)
  const stretches: Stretch[] = []
  let day = localDateOf(from, calendar.zone)
  while (Temporal.PlainDate.compare(day, last) <= 0) {
    if (days.has(day)) {
      const fromMs = Math.max(from.getTime(), openingOf(day, calendar).getTime())
      const untilMs = Math.min(until.getTime(), closeOf(day, calendar).getTime())
      if (fromMs < untilMs) stretches.push({ fromMs, untilMs })
    }
    day = day.add({ days: 1 })
  }
  return stretches
}

/** A day that closes early in the morning begins at midnight. */
function openingOf(day: Temporal.PlainDate, { closesAt, zone }: BusinessCalendar): Date {
  const close = Temporal.PlainTime.from(closesAt)
  const opens =
    close.hour < workingDayHours ? new Temporal.PlainTime() : close.subtract({ hours: workingDayHours })
  return firstInstantAt(day, opens.toString({ smallestUnit: 'minute' }), zone)
}
