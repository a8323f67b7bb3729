import { good, type Part } from './part.ts'

/** With it British Columbia stays seven hours behind from November 2026 on; older data is an hour off there. */
const oldestZoneData = '2026b'

/** Whether this engine knows how the clocks of the world go. `tz`: the release of its zone data, such as `2026c`. */
export function examineZones(tz: string | undefined): Part {
  const title = 'Time zones'
  const remedy =
    'Take a newer Node, or one that is built with its own zone data (full ICU). Until then appointments and answer dates of some zones are an hour off.'
  if (tz === undefined || !/^\d{4}[a-z]+$/.test(tz)) {
    const what = `this Node does not say which zone data it has${tz === undefined ? '' : ` ("${tz}")`}`
    return { title, lines: [{ health: 'bad', name: 'zone data', what, remedy }] }
  }
  if (tz < oldestZoneData) {
    const what = `${tz} is older than ${oldestZoneData}: it does not know that the clocks of British Columbia stay at UTC\u22127 since November 2026`
    return { title, lines: [{ health: 'bad', name: 'zone data', what, remedy }] }
  }
  return { title, lines: [good('zone data', tz)] }
}
