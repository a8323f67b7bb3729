import { Temporal } from 'temporal-polyfill'
import { resolveTimeZone } from '#contracts/fields/time-zone.ts'
import { instantOfLocalTime } from '../../local-time.ts'

export interface StartReading {
  label: string
  at: string
}

export type ReadStart =
  | { at: Date; zone: string }
  | {
      problem: string
      next: string
      /** What the time may mean, where it is one of two. */ readings: StartReading[]
      zone: string
    }

const howToWrite = 'Write it as 2026-12-03 09:30, or with an offset as 2026-12-03T09:30+01:00.'

/** A start time out of a list. An offset in it wins over the zone, which then only says in what it is shown. */
export function readStart(written: string, namedZone: string, usualZone: string): ReadStart {
  const zone = namedZone === '' ? usualZone : resolveTimeZone(namedZone)
  if (zone === null) {
    const problem = `"${cut(namedZone)}" is not a time zone.`
    return { problem, next: 'Write its name, such as Europe/Berlin.', readings: [], zone: usualZone }
  }
  const instant = withOffset(written)
  if (instant !== null) return { at: instant, zone }
  const local = localOf(written)
  if (local === null)
    return { problem: `"${cut(written)}" is not a date and time.`, next: howToWrite, readings: [], zone }
  const found = instantOfLocalTime(local, zone)
  if ('instant' in found) return { at: found.instant, zone }
  const readings = readingsOf(local, zone)
  const isReal = readings.length > 0
  return {
    problem: isReal ? `${found.problem}.` : `"${cut(written)}" is not a date and time.`,
    next: isReal ? 'Choose which is meant.' : howToWrite,
    readings,
    zone,
  }
}

const cut = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

function withOffset(written: string): Date | null {
  const text = written.replace(/^(\d{4}-\d\d-\d\d)\s+/u, '$1T').replace(/\s+(?=(Z|[+-]\d\d:?\d\d)$)/iu, '')
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)$/iu.test(text)) return null
  try {
    return new Date(Temporal.Instant.from(text).epochMilliseconds)
  } catch {
    return null
  }
}

/** Year first, or day.month.year; a date with slashes means one day here and another there, so it is asked for again. */
function localOf(written: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})[T\s]+(\d{1,2}):(\d\d)(?::\d\d)?$/iu.exec(written)
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})[,\s]+(\d{1,2}):(\d\d)(?::\d\d)?$/u.exec(written)
  const parts = iso?.slice(1) ?? (dotted && [dotted[3], dotted[2], dotted[1], dotted[4], dotted[5]])
  if (parts === null || parts === undefined) return null
  const [year, month, day, hour, minute] = parts.map((part = '') => part.padStart(2, '0'))
  return `${year}-${month}-${day}T${hour}:${minute}`
}

/** Both moments that a skipped or doubled wall time may mean. */
function readingsOf(local: string, zone: string): StartReading[] {
  try {
    const wall = Temporal.PlainDateTime.from(local, { overflow: 'reject' })
    const both = (['earlier', 'later'] as const).map((disambiguation) =>
      wall.toZonedDateTime(zone, { disambiguation }),
    )
    return both.map((moment) => ({
      label: `${moment.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')} (UTC${moment.offset})`,
      at: new Date(moment.epochMilliseconds).toISOString(),
    }))
  } catch {
    return []
  }
}
