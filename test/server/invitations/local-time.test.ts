import { describe, expect, it } from 'vitest'
import { instantOfLocalTime } from '../../../server/invitations/local-time.ts'

describe('the instant of a wall time', () => {
  it.each([
    ['2026-11-24T09:30', 'Europe/Berlin', '2026-11-24T08:30:00.000Z'],
    ['2026-07-01T09:30', 'Europe/Berlin', '2026-07-01T07:30:00.000Z'],
    ['2026-11-24T09:30', 'Asia/Kathmandu', '2026-11-24T03:45:00.000Z'],
    ['2026-11-24T09:30', 'Pacific/Apia', '2026-11-23T20:30:00.000Z'],
    ['2026-11-24T09:30', 'Australia/Lord_Howe', '2026-11-23T22:30:00.000Z'],
  ])('%s in %s', (local, zone, expected) => {
    expect(instantOfLocalTime(local, zone)).toEqual({ instant: new Date(expected) })
  })

  it.each([
    ['2026-10-25T02:30', 'Europe/Berlin', 'happens twice'],
    ['2027-03-28T02:30', 'Europe/Berlin', 'does not exist'],
    ['2026-04-05T01:45', 'Australia/Lord_Howe', 'happens twice'],
    ['2026-11-24T09:30', 'Middle/Earth', 'is not a time zone'],
    ['24 November', 'UTC', 'is not a date'],
  ])('refuses %s in %s', (local, zone, words) => {
    expect(instantOfLocalTime(local, zone)).toEqual({ problem: expect.stringContaining(words) })
  })
})
