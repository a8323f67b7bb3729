import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstAfterSkipped, instantsOfWallTime } from '../../../client/lib/clock/instants-of-wall-time.ts'
import {
  isOddHour,
  meantInstant,
  readWallTime,
  wallTimeOf,
} from '../../../client/lib/clock/read-wall-time.ts'
import { allZones, formatOffset } from '../../../client/lib/clock/times.ts'
import { resolveTimeZone } from '#contracts/fields/time-zone.ts'
import { instantOfLocalTime } from '../../../server/invitations/local-time.ts'

const iso = (instants: Date[]) => instants.map((instant) => instant.toISOString())

/** The server's answer as a list: what it takes without being told which is meant, or each of the two. */
function serverInstants(local: string, zone: string): string[] {
  const plain = instantOfLocalTime(local, zone)
  if ('instant' in plain) return [plain.instant.toISOString()]
  return (['first', 'second'] as const).flatMap((occurrence) => {
    const one = instantOfLocalTime(local, zone, occurrence)
    return 'instant' in one ? [one.instant.toISOString()] : []
  })
}

describe('the instants of a wall time', () => {
  it.each([
    ['2026-11-24T09:30', 'Asia/Kathmandu', ['2026-11-24T03:45:00.000Z']],
    ['2026-10-25T02:30', 'Europe/Berlin', ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']],
    ['2027-03-28T02:30', 'Europe/Berlin', []],
    ['2026-04-05T01:45', 'Australia/Lord_Howe', ['2026-04-04T14:45:00.000Z', '2026-04-04T15:15:00.000Z']],
    ['2026-10-04T02:15', 'Australia/Lord_Howe', []],
    ['2011-12-30T12:00', 'Pacific/Apia', []],
    ['2011-12-31T00:00', 'Pacific/Apia', ['2011-12-30T10:00:00.000Z']],
  ])('%s in %s: %j', (local, zone, expected) => {
    expect(iso(instantsOfWallTime(local, zone))).toEqual(expected)
  })

  it.each([
    ['2027-03-28T02:30', 'Europe/Berlin', '2027-03-28T03:00'],
    ['2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-04T02:30'],
    ['2011-12-30T12:00', 'Pacific/Apia', '2011-12-31T00:00'],
  ])('after the skipped %s in %s comes %s', (local, zone, next) => {
    expect(firstAfterSkipped(local, zone)).toBe(next)
  })

  const zones = ['Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Apia', 'Asia/Kathmandu', ...allZones()]
  const dayMs = 86_400_000
  const minutesOf = (fromIso: string, days: number) =>
    fc.integer({ min: 0, max: days * 1_440 }).map((minutes) => Date.parse(fromIso) + minutes * 60_000)
  // Days on which clocks change somewhere, and any other.
  const wallMs = fc.oneof(
    minutesOf('2026-10-24T12:00Z', 2),
    minutesOf('2027-03-27T12:00Z', 2),
    minutesOf('2026-04-04T12:00Z', 2),
    minutesOf('2026-10-03T12:00Z', 2),
    minutesOf('2011-12-29T00:00Z', 3),
    minutesOf('2000-01-01T00:00Z', 365 * 37),
  )
  const wallTime = fc.record({
    zone: fc.constantFrom(...zones),
    local: wallMs.map((ms) => new Date(ms).toISOString().slice(0, 16)),
  })

  it('are those that the server finds with its own means, in every zone', () => {
    fc.assert(
      fc.property(wallTime, ({ local, zone }) => {
        expect(iso(instantsOfWallTime(local, zone))).toEqual(serverInstants(local, zone))
      }),
      { numRuns: 4_000 },
    )
  })

  it('show that wall time again, and the offered next one exists and nothing between does', () => {
    fc.assert(
      fc.property(wallTime, ({ local, zone }) => {
        const instants = instantsOfWallTime(local, zone)
        for (const instant of instants) expect(wallTimeOf(instant, zone)).toBe(local)
        if (instants.length > 0) return
        const next = firstAfterSkipped(local, zone)
        expect(instantsOfWallTime(next, zone)).not.toEqual([])
        const before = new Date(Date.parse(`${next}Z`) - 60_000).toISOString().slice(0, 16)
        expect(before >= local).toBe(true)
        expect(instantsOfWallTime(before, zone)).toEqual([])
      }),
      { numRuns: 4_000 },
    )
  })

  it('are compared in both ways often enough: the days of change hold skipped and doubled times', () => {
    const counts = { 0: 0, 1: 0, 2: 0 }
    for (const day of ['2026-10-25', '2027-03-28']) {
      for (let ms = Date.parse(`${day}T00:00Z`); ms < Date.parse(`${day}T00:00Z`) + dayMs; ms += 1_800_000) {
        const local = new Date(ms).toISOString().slice(0, 16)
        const found = instantsOfWallTime(local, 'Europe/Berlin').length
        if (found === 0 || found === 1 || found === 2) counts[found] += 1
      }
    }
    expect(counts).toEqual({ 0: 2, 1: 92, 2: 2 })
  })
})

describe('what a filled in time means', () => {
  const bounds = { from: new Date('2026-10-20T00:00Z'), until: new Date('2027-04-20T00:00Z') }
  const read = (local: string, occurrence: 'first' | 'second' | null = null) =>
    readWallTime({ local, zone: 'Europe/Berlin', occurrence }, bounds)

  it('nothing, while it is not complete', () => {
    expect(read('')).toEqual({ kind: 'empty' })
    expect(read('12026-11-24T09:30')).toEqual({ kind: 'empty' })
  })

  it('a moment within the bounds, and neither before nor after', () => {
    expect(read('2026-11-24T09:30')).toEqual({
      kind: 'moment',
      instant: new Date('2026-11-24T08:30:00.000Z'),
    })
    expect(read('2026-10-20T02:00')).toEqual({ kind: 'too_early' })
    expect(read('0002-10-20T02:00')).toEqual({ kind: 'too_early' })
    expect(read('2027-04-20T02:00')).toEqual({ kind: 'too_late' })
  })

  it('a time that happens twice means nothing until one is chosen', () => {
    const [first, second] = [new Date('2026-10-25T00:30Z'), new Date('2026-10-25T01:30Z')]
    expect(meantInstant(read('2026-10-25T02:30'))).toBeNull()
    expect(read('2026-10-25T02:30', 'first')).toEqual({ kind: 'twice', first, second, chosen: first })
    expect(meantInstant(read('2026-10-25T02:30', 'second'))).toEqual(second)
  })

  it('of two, the one that has passed cannot be chosen', () => {
    const between = { ...bounds, from: new Date('2026-10-25T01:00Z') }
    const time = { local: '2026-10-25T02:30', zone: 'Europe/Berlin' }
    expect(readWallTime({ ...time, occurrence: 'first' }, between)).toEqual({ kind: 'too_early' })
    expect(meantInstant(readWallTime({ ...time, occurrence: 'second' }, between))).not.toBeNull()
  })

  it('a skipped time offers the next that exists', () => {
    expect(read('2027-03-28T02:30')).toEqual({ kind: 'skipped', next: '2027-03-28T03:00' })
  })

  it.each([
    ['06:59', true],
    ['07:00', false],
    ['21:00', false],
    ['21:01', true],
    ['00:00', true],
  ])('%s is asked about once more: %s', (clock, isOdd) => {
    expect(isOddHour(`2026-11-24T${clock}`)).toBe(isOdd)
  })
})

describe('zones', () => {
  it('bear the names of today', () => {
    expect(resolveTimeZone('Asia/Katmandu')).toBe('Asia/Kathmandu')
    expect(allZones()).toEqual(expect.arrayContaining(['Asia/Kathmandu', 'Europe/Kyiv', 'UTC']))
    expect(allZones()).not.toContain('Asia/Katmandu')
  })

  it.each([
    ['Europe/Berlin', 'UTC+01:00'],
    ['Asia/Kathmandu', 'UTC+05:45'],
    ['America/New_York', 'UTC−05:00'],
    ['UTC', 'UTC+00:00'],
  ])('%s is at %s in November', (zone, offset) => {
    expect(formatOffset(new Date('2026-11-24T09:00Z'), zone)).toBe(offset)
  })
})
