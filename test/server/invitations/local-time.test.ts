import { describe, expect, it } from 'vitest'
import { instantOfLocalTime } from '../../../server/invitations/local-time.ts'

describe('the instant of a wall time', () => {
  it.each([
    ['2026-11-24T09:30', 'Europe/Berlin', '2026-11-24T08:30:00.000Z'],
    ['2026-07-01T09:30', 'Europe/Berlin', '2026-07-01T07:30:00.000Z'],
    ['2026-11-24T09:30', 'Asia/Kathmandu', '2026-11-24T03:45:00.000Z'],
    ['2026-11-24T09:30', 'Pacific/Apia', '2026-11-23T20:30:00.000Z'],
    ['2026-11-24T09:30', 'Australia/Lord_Howe', '2026-11-23T22:30:00.000Z'],
    ['2026-10-25T03:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
    ['2026-10-25T01:59', 'Europe/Berlin', '2026-10-24T23:59:00.000Z'],
    ['2027-03-28T03:00', 'Europe/Berlin', '2027-03-28T01:00:00.000Z'],
    ['2026-07-01T09:30', 'Australia/Lord_Howe', '2026-06-30T23:00:00.000Z'],
    ['2011-12-31T00:00', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ])('%s in %s', (local, zone, expected) => {
    expect(instantOfLocalTime(local, zone)).toEqual({ instant: new Date(expected) })
  })

  it.each([
    ['2026-10-25T02:30', 'Europe/Berlin', 'happens twice'],
    ['2026-10-25T02:30', 'Europe/Berlin', 'at 00:30 UTC and at 01:30 UTC'],
    ['2027-03-28T02:30', 'Europe/Berlin', 'does not exist'],
    ['2027-03-28T02:30', 'Europe/Berlin', 'such as 2027-03-28T03:30'],
    ['2026-10-04T02:15', 'Australia/Lord_Howe', 'does not exist'],
    ['2011-12-30T12:00', 'Pacific/Apia', 'does not exist'],
    ['2026-04-05T01:45', 'Australia/Lord_Howe', 'happens twice'],
    ['2026-11-24T09:30', 'Middle/Earth', 'is not a time zone'],
    ['24 November', 'UTC', 'is not a date'],
  ])('refuses %s in %s', (local, zone, words) => {
    expect(instantOfLocalTime(local, zone)).toEqual({ problem: expect.stringContaining(words) })
  })
})
