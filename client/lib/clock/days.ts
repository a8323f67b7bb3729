const dayMs = 86_400_000

/** "Fri 27 Nov 2026": a day that the server names as midnight UTC, the same for everybody who reads it. */
export function formatDay(day: string): string {
  const instant = new Date(day)
  if (Number.isNaN(instant.getTime())) return 'a day that cannot be read'
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })
  return parts.format(instant).replace(',', '')
}

/** Whether such a day is over for whoever looks. */
export const isDayOver = (day: string, now: Date) => startOfToday(now) > Date.parse(day)

/** "today", "tomorrow", "in 3 days", "2 days ago". */
export function formatDaysFrom(day: string, now: Date): string {
  const days = Math.round((Date.parse(day) - startOfToday(now)) / dayMs)
  if (Number.isNaN(days)) return 'a day that cannot be read'
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(days, 'day')
}

/** The viewer's own day, in the same form. */
const startOfToday = (now: Date) => Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())
