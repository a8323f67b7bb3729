import { zoneName } from './zone-names.ts'

/** "Mon 23 Nov 2026, 14:05 CET": an instant in a zone, always with the zone's name. */
export function formatInstant(instant: Date, zone: string = viewerZone()): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
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
  return `${day}, ${part('hour')}:${part('minute')} ${part('timeZoneName')}`
}

/** "16:42 (Europe/Berlin)": an instant of today. */
export function formatTimeOfDay(instant: Date, zone: string = viewerZone()): string {
  return `${formatClock(instant, zone)} (${zone})`
}

/** "16:42": what the clocks of a zone show. */
export function formatClock(instant: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(
    instant,
  )
}

/** "UTC+02:00": how far the clocks of a zone are ahead at an instant. */
export function formatOffset(instant: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    timeZoneName: 'longOffset',
  }).formatToParts(instant)
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
  return name.replace('GMT', 'UTC').replace('-', '\u2212')
}

export function viewerZone(): string {
  return zoneName(Intl.DateTimeFormat().resolvedOptions().timeZone)
}

export function allZones(): string[] {
  const zones = Intl.supportedValuesOf('timeZone').map(zoneName).sort()
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
