import { formatInstant, formatOffset, isInstant } from './times.ts'
import { wallClock } from './wall-clock.ts'

/** An instant with the offset of a zone's clocks then, as the server has it. */
export interface ZonedInstant {
  startsAt: string
  zone: string
  offsetMs: number
}

/** Whether this browser would show another wall time than the server: the rules of one of the two are old. */
export function hasOtherRules({ startsAt, zone, offsetMs }: ZonedInstant): boolean {
  const instant = new Date(startsAt)
  return isInstant(instant) && wallClock(zone).offsetMs(instant.getTime()) !== offsetMs
}

/** "Mon 30 Nov 2026, 05:00 PST" by the server's rules. Where this browser's are others, with the offset in place of a name. */
export function formatByServer(time: ZonedInstant): string {
  const instant = new Date(time.startsAt)
  if (!hasOtherRules(time)) return formatInstant(instant, time.zone)
  const shown = formatInstant(shifted(time), 'UTC')
  return shown.replace(/UTC$/, describeOffset(time.offsetMs))
}

/** What the clocks show by the server's rules, as the browser's own field reads it. */
export const wallTimeByServer = (time: ZonedInstant): string => wallClock('UTC').show(shifted(time).getTime())

/** What this browser would show, and why it does not. */
export function explainOtherRules(time: ZonedInstant): string {
  const here = new Date(time.startsAt)
  const clock = formatInstant(here, time.zone).split(', ')[1] ?? ''
  return `This browser has other rules for ${time.zone} and would show ${clock.slice(0, 5)} (${formatOffset(here, time.zone)}): the clocks there have changed since it was made, or since our server was brought up to date. The time here is the server\u2019s, and the one that counts.`
}

const shifted = ({ startsAt, offsetMs }: ZonedInstant) => new Date(Date.parse(startsAt) + offsetMs)

function describeOffset(offsetMs: number): string {
  const minutes = Math.abs(Math.round(offsetMs / 60_000))
  const pad = (value: number) => String(value).padStart(2, '0')
  return `UTC${offsetMs < 0 ? '\u2212' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}
