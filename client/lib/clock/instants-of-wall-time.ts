import { wallClock } from './wall-clock.ts'

const minuteMs = 60_000
// Further apart than any two zones, so that a change of the clocks lies between the two looks.
const asideMs = 36 * 3_600_000

/**
 * The instants at which the clocks of a zone show a wall time such as `2026-10-25T02:30`: one, two where they are put back,
 * none where they skip it. Intl knows the zones, so nothing need be shipped.
 */
export function instantsOfWallTime(local: string, zone: string): Date[] {
  const wallMs = Date.parse(`${local}Z`)
  const { offsetMs } = wallClock(zone)
  const offsets = new Set([offsetMs(wallMs - asideMs), offsetMs(wallMs + asideMs)])
  return [...offsets]
    .map((offset) => ({ offset, instantMs: wallMs - offset }))
    .filter(({ offset, instantMs }) => offsetMs(instantMs) === offset)
    .map(({ instantMs }) => new Date(instantMs))
    .sort((one, other) => one.getTime() - other.getTime())
}

/** What the clocks show first after a wall time that they skip. */
export function firstAfterSkipped(local: string, zone: string): string {
  const wallMs = Date.parse(`${local}Z`)
  const { offsetMs, show } = wallClock(zone)
  // Both sides of the change, drawn together until nothing but the change is between them.
  let beforeMs = wallMs - offsetMs(wallMs + asideMs)
  let afterMs = wallMs - offsetMs(wallMs - asideMs)
  const offsetBefore = offsetMs(beforeMs)
  while (afterMs - beforeMs > minuteMs) {
    const middleMs = beforeMs + Math.floor((afterMs - beforeMs) / (2 * minuteMs)) * minuteMs
    if (offsetMs(middleMs) === offsetBefore) beforeMs = middleMs
    else afterMs = middleMs
  }
  return show(afterMs)
}
