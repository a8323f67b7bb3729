import { describe, expect, it } from 'vitest'
import {
  formatCountdown,
  formatDuration,
  formatInstant,
  formatRelative,
} from '../../../client/lib/clock/times.ts'

const at = (iso: string) => new Date(iso)

describe('times in words', () => {
  it.each([
    [7_200_000, '2 h 00 min'],
    [7_140_001, '2 h 00 min'],
    [3_540_000, '59 min'],
    [300_000, '5 min'],
    [299_999, '5:00'],
    [61_000, '1:01'],
    [900, '0:01'],
    [0, '0:00'],
  ])('%i ms are left: %s', (remainingMs, words) => {
    expect(formatCountdown(remainingMs)).toBe(words)
  })

  it.each([
    [7_200_000, '2 hours'],
    [5_400_000, '1 hour 30 minutes'],
    [60_000, '1 minute'],
    [10_000, 'less than a minute'],
  ])('%i ms last %s', (durationMs, words) => {
    expect(formatDuration(durationMs)).toBe(words)
  })

  it('names the zone of an instant, before and after the clocks change', () => {
    expect(formatInstant(at('2026-10-25T00:30:00Z'), 'Europe/London')).toBe('Sun 25 Oct 2026, 01:30 BST')
    expect(formatInstant(at('2026-10-25T01:30:00Z'), 'Europe/London')).toBe('Sun 25 Oct 2026, 01:30 GMT')
  })

  it('two hours are two hours, also over the hour that happens twice and the one that never does', () => {
    const endOf = (start: string) => new Date(at(start).getTime() + 7_200_000)
    expect(formatInstant(endOf('2026-10-25T00:30:00Z'), 'Europe/Berlin')).toBe('Sun 25 Oct 2026, 03:30 CET')
    expect(formatInstant(endOf('2027-03-28T00:30:00Z'), 'Europe/Berlin')).toBe('Sun 28 Mar 2027, 04:30 CEST')
  })

  it.each([
    ['2026-11-23T12:00:00Z', 'in 3 hours'],
    ['2026-11-21T09:00:00Z', '2 days ago'],
    ['2026-11-25T08:58:00Z', 'in 2 days'],
    ['2026-11-24T20:00:00Z', 'in 35 hours'],
    ['2026-11-23T10:58:00Z', 'in 118 minutes'],
    ['2026-11-23T09:00:40Z', 'in under a minute'],
    ['2026-11-23T09:00:05Z', 'just now'],
    ['2026-11-23T08:59:40Z', 'just now'],
  ])('%s is %s', (instant, words) => {
    expect(formatRelative(at(instant), at('2026-11-23T09:00:00Z'))).toBe(words)
  })
})
