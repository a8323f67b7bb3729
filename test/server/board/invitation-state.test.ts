import { describe, expect, it } from 'vitest'
import { invitationState, type InvitationFacts } from '../../../server/board/invitation-state.ts'

const day = (n: number) => new Date(Date.UTC(2026, 10, n, 12))
const fresh: InvitationFacts = {
  createdAt: day(1),
  expiresAt: day(15),
  openedAt: null,
  revokedAt: null,
  declinedAt: null,
  appointmentAt: null,
  startedAt: null,
  submittedAt: null,
  firstReviewAt: null,
  lastReviewAt: null,
  reviewsDone: 0,
  reviewsNeeded: 2,
}

describe('invitationState', () => {
  it.each([
    ['sent', {}, day(1)],
    ['opened', { openedAt: day(2) }, day(2)],
    ['scheduled', { openedAt: day(2), appointmentAt: day(9) }, day(2)],
    ['expired', { expiresAt: day(4) }, day(4)],
    ['revoked', { revokedAt: day(3), expiresAt: day(4) }, day(3)],
    ['in_progress', { startedAt: day(4), expiresAt: day(4) }, day(4)],
    ['submitted', { startedAt: day(4), submittedAt: day(5) }, day(5)],
    [
      'in_review',
      { startedAt: day(4), submittedAt: day(5), firstReviewAt: day(5), lastReviewAt: day(5), reviewsDone: 1 },
      day(5),
    ],
    [
      'reviewed',
      { startedAt: day(4), submittedAt: day(5), firstReviewAt: day(5), lastReviewAt: day(5), reviewsDone: 2 },
      day(5),
    ],
  ] as const)('%s', (state, more, since) => {
    expect(invitationState({ ...fresh, ...more }, day(5))).toEqual({ state, since })
  })
})
