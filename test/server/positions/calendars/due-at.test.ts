import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { momentOfShare } from '../../../../server/positions/calendars/business-time.ts'
import { dueAt, type BusinessCalendar } from '../../../../server/positions/calendars/due-at.ts'
import { prefillHolidays } from '../../../../server/positions/calendars/prefill-holidays.ts'

const weekdays = [1, 2, 3, 4, 5]
const calendar = (zone: string, more: Partial<BusinessCalendar> = {}): BusinessCalendar => ({
  zone,
  closesAt: '17:00',
  workingDays: weekdays,
  holidays: [],
  ...more,
})
const due = (from: string, of: BusinessCalendar, days = 2) => dueAt(new Date(from), of, days).toISOString()

describe('an answer is due at close of business', () => {
  it.each([
    ['DE', 'BE', 'Europe/Berlin', '2026-12-23T14:00:00Z', '2026-12-28T16:00:00.000Z'],
    ['GB', 'ENG', 'Europe/London', '2026-12-23T15:00:00Z', '2026-12-29T17:00:00.000Z'],
    ['US', null, 'America/New_York', '2026-12-23T20:00:00Z', '2026-12-28T22:00:00.000Z'],
  ])(
    'two working days after Wednesday 23 December 2026, 15:00 in %s %s',
    async (country, state, zone, from, by) => {
      const holidays = await prefillHolidays({ country, state, fromYear: 2026, untilYear: 2027 })
      expect(due(from, calendar(zone, { holidays }))).toBe(by)
    },
  )

  it.each([
    ['at close of business counts from today', 'UTC', '2026-11-23T17:00:00Z', '2026-11-25T17:00:00.000Z'],
    ['after close counts from tomorrow', 'UTC', '2026-11-23T17:00:00.001Z', '2026-11-26T17:00:00.000Z'],
    ['late on Friday counts from Monday', 'UTC', '2026-11-27T18:00:00Z', '2026-12-02T17:00:00.000Z'],
    ['on Saturday counts from Monday', 'UTC', '2026-11-28T10:00:00Z', '2026-12-02T17:00:00.000Z'],
    ['on a Sunday that is Monday in Tokyo', 'Asia/Tokyo', '2026-11-29T20:00:00Z', '2026-12-02T08:00:00.000Z'],
    ['over the change of clocks', 'Europe/Berlin', '2026-10-23T10:00:00Z', '2026-10-27T16:00:00.000Z'],
    ['over a Friday that Apia never had', 'Pacific/Apia', '2011-12-29T20:00:00Z', '2012-01-03T03:00:00.000Z'],
  ])('what comes %s', (_name, zone, from, by) => {
    expect(due(from, calendar(zone))).toBe(by)
  })

  it('that is skipped is the moment at which the clocks jump, and one that comes twice is the first', () => {
    const night = { closesAt: '02:30', workingDays: [7] }
    expect(due('2027-03-26T10:00:00Z', calendar('Europe/Berlin', night), 0)).toBe('2027-03-28T01:00:00.000Z')
    expect(due('2026-10-24T10:00:00Z', calendar('Europe/Berlin', night), 0)).toBe('2026-10-25T00:30:00.000Z')
  })
})

const clocks = new Map<string, Intl.DateTimeFormat>()
/** `2026-11-24T09:30` as the engine's own zone data has it. */
function show(atMs: number, zone: string): string {
  let clock = clocks.get(zone)
  if (clock === undefined) {
    const digits = {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    } as const
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, ...digits })
    clocks.set(zone, clock)
  }
  return clock.format(atMs).replace(' ', 'T')
}

const hourMs = 3_600_000
const quarterMs = hourMs / 4
const next = (date: string) => new Date(Date.parse(date) + 24 * hourMs).toISOString().slice(0, 10)

/** The same by looking at every quarter of an hour of a date, one after another; null for a date that is no working day. */
function slowClose(date: string, of: BusinessCalendar): number | null {
  const weekday = new Date(date).getUTCDay() || 7
  if (!of.workingDays.includes(weekday) || of.holidays.some((holiday) => holiday.date === date)) return null
  const midnightMs = Date.parse(date)
  for (let atMs = midnightMs - 15 * hourMs; atMs < midnightMs + 40 * hourMs; atMs += quarterMs) {
    const shown = show(atMs, of.zone)
    if (shown.startsWith(date) && shown.slice(11) >= of.closesAt) return atMs
  }
  return null
}

function slowDue(fromMs: number, of: BusinessCalendar, days: number): number {
  let date = show(fromMs, of.zone).slice(0, 10)
  let left = days
  let close = slowClose(date, of)
  if (close === null || fromMs > close) left += 1
  while (left > 0) {
    date = next(date)
    close = slowClose(date, of)
    if (close !== null) left -= 1
  }
  return close!
}

const holidayLists = await Promise.all(
  [
    ['DE', 'BE'],
    ['GB', 'ENG'],
    ['JP', null],
  ].map(([country, state]) =>
    prefillHolidays({ country: country!, state: state!, fromYear: 2026, untilYear: 2037 }),
  ),
)

describe('in every zone, over ten years, with the holidays of three countries', () => {
  const anyCalendar = fc.record({
    zone: fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
    closesAt: fc.constantFrom('02:30', '08:00', '13:15', '17:00', '18:45', '22:00'),
    workingDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    holidays: fc.constantFrom(...holidayLists),
  })
  const anyInstant = fc
    .integer({ min: Date.parse('2026-01-01'), max: Date.parse('2036-01-01') })
    .map((ms) => ms - (ms % 60_000))

  it('the due date is what a slow look at every day finds', () => {
    const anyDays = fc.integer({ min: 1, max: 4 })
    const same = fc.property(anyInstant, anyCalendar, anyDays, (ms, of, days) => {
      expect(dueAt(new Date(ms), of, days).toISOString()).toBe(new Date(slowDue(ms, of, days)).toISOString())
    })
    fc.assert(same, { numRuns: 250 })
  })

  it('so it is in each zone on the weekends on which clocks change, when a close is skipped or comes twice', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      const of = calendar(zone, { holidays: holidayLists[0]!, closesAt: '02:30', workingDays: [5, 6, 7] })
      for (const from of ['2027-03-12T12:00:00Z', '2027-03-26T12:00:00Z', '2027-10-29T12:00:00Z'])
        expect(due(from, of, 1), zone).toBe(new Date(slowDue(Date.parse(from), of, 1)).toISOString())
    }
  })

  it('half of the working time is over between the freeze and the due date, and more of it later', () => {
    const ordered = fc.property(anyInstant, anyCalendar, fc.integer({ min: 1, max: 30 }), (ms, of, days) => {
      const span = { from: new Date(ms), until: dueAt(new Date(ms), of, days) }
      const moments = [0, 0.5, 0.8, 1].map((share) => momentOfShare(span, share, of).getTime())
      expect([ms, ...moments, span.until.getTime()]).toEqual(
        [ms, ...moments, span.until.getTime()].sort((a, b) => a - b),
      )
    })
    fc.assert(ordered, { numRuns: 150 })
  })
})

describe('working time', () => {
  it('is the eight hours before close, so that nobody is told at night', () => {
    const from = new Date('2026-12-23T14:00:00Z')
    const of = calendar('Europe/Berlin', { holidays: [{ date: '2026-12-25' }] })
    const span = { from, until: dueAt(from, of, 2) }
    // Two hours on Wednesday, eight on Thursday and eight on Monday.
    expect(momentOfShare(span, 0.5, of).toISOString()).toBe('2026-12-24T15:00:00.000Z')
    expect(momentOfShare(span, 0.8, of).toISOString()).toBe('2026-12-28T12:24:00.000Z')
    expect(momentOfShare(span, 1, of)).toEqual(span.until)
  })
})
