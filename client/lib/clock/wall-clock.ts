import { resolveTimeZone } from '#contracts/fields/time-zone.ts'

/** Beyond it Intl throws, and no field of a browser can hold the day after. */
const lastShowableMs = Date.parse('9999-12-31T00:00Z')

const isShowable = (instantMs: number) => Math.abs(instantMs) <= lastShowableMs

interface WallClock {
  /** How far the clocks are ahead of UTC at an instant. */
  offsetMs: (instantMs: number) => number
  /** What they show at an instant, as `2026-11-24T09:30`. */
  show: (instantMs: number) => string
}

const clocks = new Map<string, WallClock>()

/** The clocks of a zone. Kept, because making one takes longer than asking it a hundred times. */
export function wallClock(zone: string): WallClock {
  const known = clocks.get(zone)
  if (known !== undefined) return known
  const clock = makeClock(zone)
  clocks.set(zone, clock)
  return clock
}

function makeClock(name: string): WallClock {
  // A zone that Intl would throw on counts as UTC; whoever shows a time says so.
  const zone = resolveTimeZone(name) ?? 'UTC'
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  const read = (instantMs: number) => {
    const parts = format.formatToParts(instantMs)
    const part = (type: Intl.DateTimeFormatPartTypes) =>
      parts.find((entry) => entry.type === type)?.value ?? '00'
    const minute = `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`
    return { minute, second: part('second') }
  }
  return {
    offsetMs(instantMs) {
      if (!isShowable(instantMs)) return 0
      const { minute, second } = read(instantMs)
      return Date.parse(`${minute}:${second}Z`) - Math.floor(instantMs / 1_000) * 1_000
    },
    show: (instantMs) => (isShowable(instantMs) ? read(instantMs).minute : ''),
  }
}
