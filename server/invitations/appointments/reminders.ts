const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** When somebody is reminded of an appointment: the day before, and shortly before it; not just after having made it. */
export function remindersOf(appointmentAt: Date, now: Date): Date[] {
  const before = (ms: number) => new Date(appointmentAt.getTime() - ms)
  const reminders: Date[] = []
  if (appointmentAt.getTime() - now.getTime() > 36 * hourMs) reminders.push(before(dayMs))
  if (appointmentAt.getTime() - now.getTime() > hourMs) reminders.push(before(15 * minuteMs))
  return reminders
}

/** When somebody who has not started is told that the invitation runs out; null where it is too short for that. */
export function expiryReminderOf(expiresAt: Date, now: Date): Date | null {
  const at = new Date(expiresAt.getTime() - 3 * dayMs)
  return at.getTime() - now.getTime() > dayMs ? at : null
}
