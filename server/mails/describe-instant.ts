import { resolveTimeZone } from '#contracts/fields/time-zone.ts'

const inZone = (instant: Date, zone: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options }).format(instant)

const clock = { hour: '2-digit', minute: '2-digit' } as const

/** "Thursday 3 December 2026, 09:30 in Europe/Berlin (08:30 UTC)": a mail may be read anywhere, so it says both. */
export function describeInstant(instant: Date, namedZone: string): string {
  // Rows from before zones were checked may hold a name that Intl throws on, and their mails must still be written.
  const zone = resolveTimeZone(namedZone) ?? 'UTC'
  const day = inZone(instant, zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const here = `${day.replace(',', '')}, ${inZone(instant, zone, clock)}`
  if (zone === 'UTC') return `${here} UTC`
  const sameDay = dateOf(instant, zone) === dateOf(instant, 'UTC')
  const utcDay = sameDay ? '' : `, ${inZone(instant, 'UTC', { weekday: 'long' })}`
  return `${here} in ${zone} (${inZone(instant, 'UTC', clock)} UTC${utcDay})`
}

const dateOf = (instant: Date, zone: string) => inZone(instant, zone, { dateStyle: 'short' })

/** "2 hours", "1 hour 30 minutes". */
export function describeDuration(durationMs: number): string {
  const minutes = Math.round(durationMs / 60_000)
  const counted = (count: number, unit: string) =>
    count === 0 ? [] : [`${count} ${unit}${count === 1 ? '' : 's'}`]
  return [...counted(Math.floor(minutes / 60), 'hour'), ...counted(minutes % 60, 'minute')].join(' ')
}
