import { describe, expect, it } from 'vitest'
import type { Position } from '#contracts/api/positions.ts'
import { newerVersions } from '../../../../client/features/positions/newer-versions.ts'
import { copyOf, toDraft, valuesOf } from '../../../../client/features/positions/position-form-values.ts'
import { eligibleReviewers } from '../../../../client/lib/positions/eligible-reviewers.ts'

const position: Position = {
  id: '7f3c9c52-5f5b-4f0e-9f0a-0f6c8a2d1b11',
  title: 'Engineer',
  summary: 'Services',
  exerciseIds: ['go', 'ts'],
  reviewers: [
    { id: 'rosa', name: 'Rosa', exerciseIds: ['go'] },
    { id: 'amit', name: 'Amit', exerciseIds: [] },
  ],
  focusAttributes: [{ id: 'craft', title: 'Craft' }],
  closedAt: null,
  calendarId: null,
  answerWorkingDays: 2,
  aiPolicy: 'None',
  feedbackPolicy: 'Two days',
  mailIntro: 'Hello',
  mailSignature: 'Us',
  cohort: {
    number: 1,
    openedAt: '2026-11-28T06:00:00.000Z',
    exercises: [{ exerciseId: 'go', version: '1.0.0' }],
  },
  version: 3,
}

describe('the form of a position', () => {
  it('keeps who is eligible for what, and drops marks of what is not there any more', () => {
    const values = valuesOf(position)
    expect(toDraft(values).eligibility).toEqual([{ reviewerId: 'rosa', exerciseIds: ['go'] }])
    expect(toDraft({ ...values, reviewerIds: ['amit'] }).eligibility).toEqual([])
    const marked = { ...values, eligibility: { rosa: ['go', 'ts'] }, exerciseIds: ['ts'] }
    expect(toDraft(marked).eligibility).toEqual([{ reviewerId: 'rosa', exerciseIds: ['ts'] }])
  })

  it('of a copy holds everything but the title, and attributes without the ids of the first', () => {
    const draft = toDraft(copyOf(position))
    expect(draft).toMatchObject({ title: 'Copy of Engineer', aiPolicy: 'None', mailSignature: 'Us' })
    expect(draft.focusAttributes).toEqual([{ title: 'Craft' }])
    expect(copyOf({ ...position, title: 'x'.repeat(120) }).title).toHaveLength(120)
  })
})

describe('a newer version of an exercise', () => {
  const loaded = [
    { id: 'go', title: 'Go', version: '1.1.0' },
    { id: 'ts', title: 'TS', version: '2.0.0' },
    { id: 'other', title: 'Other', version: '9.0.0' },
  ]

  it('is one that the open cohort does not give out, also where it has none', () => {
    expect(newerVersions(position, loaded)).toEqual([
      { title: 'Go', pinned: '1.0.0', newest: '1.1.0' },
      { title: 'TS', pinned: null, newest: '2.0.0' },
    ])
    expect(newerVersions(position, [])).toEqual([])
    expect(newerVersions({ ...position, cohort: null }, loaded)).toEqual([])
  })
})

it('whoever invites is not among the reviewers, nor is who is marked for other exercises', () => {
  expect(eligibleReviewers(position, { exerciseId: 'go', inviterId: null })).toBe(2)
  expect(eligibleReviewers(position, { exerciseId: 'ts', inviterId: null })).toBe(1)
  expect(eligibleReviewers(position, { exerciseId: 'go', inviterId: 'amit' })).toBe(1)
})
