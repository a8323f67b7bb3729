import { resolveTimeZone } from '#contracts/fields/time-zone.ts'

/** Said in the place of an instant that is none, so that one broken date never takes a page down. */
export const noInstant = 'a time that cannot be read'

/** Whether a date holds a time that can be shown at all. */
export const isInstant = (instant: Date) => !Number.isNaN(instant.getTime())

/** A zone that Intl would throw on is shown in UTC, and named. */
function shownIn(zone: string): { timeZone: string; note: string } {
  const timeZone = resolveTimeZone(zone)
  return timeZone === null ? { timeZone: 'UTC', note: ` (unknown zone "${zone}")` } : { timeZone, note: '' }
}

/** "Mon 23 Nov 2026, 14:05 CET": an instant in a zone, always with the zone's name. */
export function formatInstant(instant: Date, zone: string = viewerZone()): string {
  if (!isInstant(instant)) return noInstant
  const { timeZone, note } = shownIn(zone)
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).formatToParts(instant)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((entry) => entry.type === type)?.value ?? ''
  const day = `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}`
  return `${day}, ${part('hour')}:${part('minute')} ${part('timeZoneName')}${note}`
}

/** "16:42 (Europe/Berlin)": an instant of today. */
export function formatTimeOfDay(instant: Date, zone: string = viewerZone()): string {
  return `${formatClock(instant, zone)} (${zone})`
}

/** "16:42": what the clocks of a zone show. */
export function formatClock(instant: Date, zone: string): string {
  if (!isInstant(instant)) return noInstant
  const { timeZone, note } = shownIn(zone)
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
  return `${format.format(instant)}${note}`
}

/** "UTC+02:00": how far the clocks of a zone are ahead at an instant. */
export function formatOffset(instant: Date, zone: string): string {
  if (!isInstant(instant)) return noInstant
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: shownIn(zone).timeZone,
    timeZoneName: 'longOffset',
  }).formatToParts(instant)
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
  return name.replace('GMT', 'UTC').replace('-', '\u2212')
}

/** The zone of this computer, or null where the browser cannot name it: Chromium then says "Etc/Unknown". */
export function namedViewerZone(): string | null {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  return typeof timeZone === 'string' ? resolveTimeZone(timeZone) : null
}

/** The zone in which times are shown to whoever sits here; UTC where the browser cannot name its own. */
export const viewerZone = () => namedViewerZone() ?? 'UTC'

export function allZones(): string[] {
  const zones = Intl.supportedValuesOf('timeZone').map((zone) => resolveTimeZone(zone) ?? zone)
  zones.sort()
  return zones.includes('UTC') ? zones : ['UTC', ...zones]
}

// The smaller unit is kept for longer than usual: "in 1 day" for 47 hours would be a poor promise.
const steps: readonly { unit: Intl.RelativeTimeFormatUnit; ms: number; fromMs: number }[] = [
  { unit: 'day', ms: 86_400_000, fromMs: 47.5 * 3_600_000 },
  { unit: 'hour', ms: 3_600_000, fromMs: 119.5 * 60_000 },
  { unit: 'minute', ms: 60_000, fromMs: 60_000 },
]

/** Two computers' clocks differ a little: what just happened there must not read as the future here. */
const slackMs = 10_000

/** "in 3 hours", "2 days ago", "just now". */
export function formatRelative(instant: Date, now: Date): string {
  if (!isInstant(instant)) return noInstant
  const differenceMs = instant.getTime() - now.getTime()
  const step = steps.find(({ fromMs }) => Math.abs(differenceMs) >= fromMs)
  if (step === undefined) return differenceMs > slackMs ? 'in under a minute' : 'just now'
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'always' })
  return format.format(Math.round(differenceMs / step.ms), step.unit)
}

/** "2 hours", "1 hour 30 minutes": a length of time in full words. */
export function formatDuration(durationMs: number): string {
  const minutes = Math.round(durationMs / 60_000)
  const hours = Math.floor(minutes / 60)
  const parts = [counted(hours, 'hour'), counted(minutes % 60, 'minute')].filter((part) => part !== null)
  return parts.length === 0 ? 'less than a minute' : parts.join(' ')
}

function counted(count: number, unit: string): string | null {
  if (count === 0) return null
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

const secondsBelowMs = 5 * 60_000

/** What the countdown shows: whole minutes while there is time, seconds in the last five minutes. */
export function formatCountdown(remainingMs: number): string {
  if (remainingMs < secondsBelowMs) {
    const seconds = Math.ceil(remainingMs / 1_000)
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  }
  const minutes = Math.ceil(remainingMs / 60_000)
  const hours = Math.floor(minutes / 60)
  return hours === 0 ? `${minutes} min` : `${hours} h ${String(minutes % 60).padStart(2, '0')} min`
}

/** "12 ms", "3.4 s": how long a machine took. */
export function formatElapsed(elapsedMs: number): string {
  return elapsedMs < 1_000 ? `${Math.round(elapsedMs)} ms` : `${(elapsedMs / 1_000).toFixed(1)} s`
}
