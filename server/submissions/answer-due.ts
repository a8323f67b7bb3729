import { Temporal } from 'temporal-polyfill'

/** Days of work after which a candidate is promised an answer. */
export const answerWithinBusinessDays = 2

/**
 * The same time of day, so many business days (Monday to Friday in the organisation's zone) later. What is submitted on a
 * weekend counts from the start of the next business day.
 */
export function answerDueAt(submittedAt: Date, zone: string, businessDays = answerWithinBusinessDays): Date {
  let at = Temporal.Instant.fromEpochMilliseconds(submittedAt.getTime()).toZonedDateTimeISO(zone)
  while (isWeekend(at)) at = at.add({ days: 1 }).startOfDay()
  for (let counted = 0; counted < businessDays;) {
    at = at.add({ days: 1 })
    if (!isWeekend(at)) counted += 1
  }
  return new Date(at.epochMilliseconds)
}

const isWeekend = (at: Temporal.ZonedDateTime) => at.dayOfWeek > 5
