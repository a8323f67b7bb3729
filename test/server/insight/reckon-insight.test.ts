import { describe, expect, it } from 'vitest'
import { insightFile } from '../../../server/insight/insight-file.ts'
import { reckonInsight } from '../../../server/insight/reckon-insight.ts'
import { quartilesOf, shareOf } from '../../../server/insight/statistics.ts'
import type { Course } from '../../../server/insight/store.ts'

const now = new Date('2026-11-28T12:00:00Z')
const hourMs = 3_600_000
const at = (hours: number) => new Date(now.getTime() + hours * hourMs)

const nobody: Course = {
  position_id: 'p',
  position_title: '=Engineer',
  cohort: 1,
  exercise_version_id: 'v',
  created_at: at(-240),
  opened_at: null,
  appointment_at: null,
  revoked_at: null,
  declined_at: null,
  expires_at: at(24),
  started_at: null,
  submitted_at: null,
  base_duration_ms: null,
  extra_time_factor: null,
  submitted_by: null,
  credits_ms: 0,
  reviewed: false,
  promised_at: null,
  answered_at: null,
  last_passing_at: null,
  checks: null,
}
/** Started ten days after the invitation, and worked for so many of their two hours. */
const took = (hours: number, more: Partial<Course> = {}): Course => ({
  ...nobody,
  created_at: at(-480),
  started_at: at(-240),
  submitted_at: at(-240 + hours),
  submitted_by: hours === 2 ? 'deadline' : 'candidate',
  base_duration_ms: 2 * hourMs,
  extra_time_factor: 1,
  ...more,
})
const check = { id: 'limit', title: 'Keeps to the limit' }
const manifests = new Map([['v', { title: 'Harbour', version: '1.0.0', checks: [check] }]])
const reckon = (courses: readonly Course[]) => reckonInsight(courses, { manifests, now })

describe('the statistics', () => {
  it('are those of a spreadsheet', () => {
    expect(quartilesOf([5, 1, 3, 2, 4])).toEqual({ p25: 2, p50: 3, p75: 4 })
    expect(quartilesOf([1, 2, 3, 4, 10, 20])).toEqual({ p25: 2.25, p50: 3.5, p75: 8.5 })
    expect(shareOf(2, 5)).toBe(0.4)
  })

  it('say nothing of fewer than five', () => {
    expect(quartilesOf([1, 2, 3, 4])).toBeNull()
    expect(shareOf(4, 4)).toBeNull()
    expect(shareOf(0, 0)).toBeNull()
  })
})

describe('what invitations came to', () => {
  it('counts whoever came further as having come through', () => {
    const { funnel, ended } = reckon([
      nobody,
      { ...nobody, opened_at: at(-1) },
      { ...nobody, opened_at: at(-1), appointment_at: at(5) },
      { ...nobody, declined_at: at(-1) },
      { ...nobody, expires_at: at(-1) },
      { ...nobody, revoked_at: at(-1), expires_at: at(-1) },
      took(1),
      took(2, { reviewed: true, answered_at: at(-200) }),
    ])
    expect(funnel.map(({ step, count }) => `${step} ${count}`)).toEqual([
      'invited 8',
      'opened 4',
      'scheduled 3',
      'started 2',
      'submitted 2',
      'reviewed 1',
      'answered 1',
    ])
    expect(ended.map(({ how, count }) => `${how} ${count}`)).toEqual(['declined 1', 'expired 1', 'revoked 1'])
    expect(funnel[3]?.share).toBe(0.25)
  })

  it('says whether the limit is enough, with extra time and credits as time given', () => {
    const { groups, daysToStart } = reckon([
      took(0.5, { last_passing_at: at(-239.75) }),
      took(1),
      took(1, { base_duration_ms: hourMs, extra_time_factor: 1.5, credits_ms: hourMs / 2 }),
      took(2),
      took(2),
    ])
    expect(daysToStart).toEqual({ people: 5, days: { p25: 10, p50: 10, p75: 10 } })
    expect(groups).toMatchObject([
      {
        people: 5,
        endedByClock: 0.4,
        timeUsed: { p25: 0.5, p50: 0.5, p75: 1 },
        lastPassing: { people: 1, at: null },
      },
    ])
  })

  it('never puts people of two cohorts, positions or versions together', () => {
    const five = (more: Partial<Course>) => Array.from({ length: 5 }, () => took(1, more))
    const { groups } = reckon([...five({}), ...five({ cohort: 2 }), ...five({ position_id: 'q' })])
    expect(groups.map(({ people }) => people)).toEqual([5, 5, 5])
  })

  it('counts checks of whom they were made, and answers against what was promised first', () => {
    const graded = (passed: boolean) => took(1, { checks: [{ id: 'limit', passed }] })
    const { groups } = reckon([...[1, 2, 3, 4].map(() => graded(true)), graded(false), took(1)])
    expect(groups[0]?.checks).toEqual([
      { id: 'limit', title: 'Keeps to the limit', passed: 4, of: 5, share: 0.8 },
    ])
    const { answers } = reckon([
      ...[1, 2, 3, 4].map(() => took(1, { promised_at: at(-191), answered_at: at(-215) })),
      took(1, { promised_at: at(-191), answered_at: at(-143) }),
      took(1, { promised_at: at(-191) }),
      took(1, { promised_at: at(1) }),
    ])
    expect(answers).toEqual({
      promised: 7,
      inTime: 4,
      late: 2,
      open: 1,
      share: 4 / 6,
      days: { p25: 1, p50: 1, p75: 1 },
    })
  })

  it('becomes files without formulas, and without figures of few people', () => {
    const insight = { zone: 'UTC', ...reckon([took(1, { checks: [{ id: 'limit', passed: true }] })]) }
    const file = insightFile('checks', insight)
    expect(file).toContain("'=Engineer,1,Harbour,1.0.0,Keeps to the limit,too few,1,too few")
    for (const table of ['funnel', 'exercises', 'answers'] as const)
      expect(insightFile(table, insight)).toContain('too few')
  })
})
