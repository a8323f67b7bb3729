import { describe, expect, it } from 'vitest'
import { resolveTimeZone, timeZoneSchema } from '#contracts/fields/time-zone.ts'

describe('the name of a time zone', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['US/Eastern', 'America/New_York'],
    ['utc', 'UTC'],
    ['Etc/UTC', 'UTC'],
  ])('%s is kept as %s', (name, kept) => {
    expect(timeZoneSchema.parse(name)).toBe(kept)
  })

  it.each(['2020-01-01T00+05:30', '2020-01-01T00:00[Europe/Berlin]', '2020-01-01T00Z', 'Z', '+05:30', '-08'])(
    'is none, though some readers of times take it: %s',
    (name) => {
      expect(resolveTimeZone(name)).toBeNull()
      expect(timeZoneSchema.safeParse(name).success).toBe(false)
    },
  )

  it.each([
    '',
    ' ',
    'Etc/Unknown',
    'Mars/Phobos',
    'Europe/Berlin ',
    'a'.repeat(61),
    '__proto__',
    'constructor',
  ])('is none: %j', (name) => expect(timeZoneSchema.safeParse(name).success).toBe(false))

  it('is resolved for all that Intl lists, to one that Intl can show', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      const kept = resolveTimeZone(zone)
      expect(kept, zone).not.toBeNull()
      expect(resolveTimeZone(kept ?? ''), zone).toBe(kept)
    }
  })
})
