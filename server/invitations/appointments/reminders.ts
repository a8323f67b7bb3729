import { outOfNight } from '../../mails/out-of-night.ts'
import type { AppointmentInstant } from './resolve-appointment.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** A reminder of tomorrow that comes later than this is none. */
const latestBeforeMs = 12 * hourMs

/**
 * When somebody is reminded of an appointment: the day before, and shortly before it; not just after having made it. The one of the
 * day before never comes at night; the one just before is wanted at whatever hour somebody chose.
 */
export function remindersOf({ at, zone }: AppointmentInstant, now: Date): Date[] {
  const before = (ms: number) => new Date(at.getTime() - ms)
  const reminders: Date[] = []
  if (at.getTime() - now.getTime() > 36 * hourMs)
    reminders.push(outOfNight(before(dayMs), zone, before(latestBeforeMs)))
  if (at.getTime() - now.getTime() > hourMs) reminders.push(before(15 * minuteMs))
  return reminders
}

/** When somebody who has not started is told that the invitation runs out, by day; null where it is too short for that. */
export function expiryReminderOf(expiresAt: Date, zone: string, now: Date): Date | null {
  const at = new Date(expiresAt.getTime() - 3 * dayMs)
  return at.getTime() - now.getTime() > dayMs
    ? outOfNight(at, zone, new Date(expiresAt.getTime() - dayMs))
    : null
}
