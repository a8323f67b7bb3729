import type { InvitationState } from '#contracts/api/board.ts'

/** The facts from which an invitation's state follows. Nothing of it is stored. */
export interface InvitationFacts {
  createdAt: Date
  expiresAt: Date
  openedAt: Date | null
  revokedAt: Date | null
  declinedAt: Date | null
  appointmentAt: Date | null
  startedAt: Date | null
  submittedAt: Date | null
  firstReviewAt: Date | null
  lastReviewAt: Date | null
  reviewsDone: number
  reviewsNeeded: number
}

export interface StateSince {
  state: InvitationState
  since: Date
}

/** Where an invitation stands and since when; the furthest thing that happened decides. */
export function invitationState(facts: InvitationFacts, now: Date): StateSince {
  if (facts.submittedAt !== null) return afterSubmission(facts, facts.submittedAt)
  if (facts.startedAt !== null) return { state: 'in_progress', since: facts.startedAt }
  if (facts.revokedAt !== null) return { state: 'revoked', since: facts.revokedAt }
  if (facts.declinedAt !== null) return { state: 'declined', since: facts.declinedAt }
  if (facts.expiresAt <= now) return { state: 'expired', since: facts.expiresAt }
  if (facts.appointmentAt !== null) return { state: 'scheduled', since: facts.openedAt ?? facts.createdAt }
  if (facts.openedAt !== null) return { state: 'opened', since: facts.openedAt }
  return { state: 'sent', since: facts.createdAt }
}

function afterSubmission(facts: InvitationFacts, submittedAt: Date): StateSince {
  const { firstReviewAt, lastReviewAt } = facts
  if (facts.reviewsDone >= facts.reviewsNeeded && lastReviewAt !== null)
    return { state: 'reviewed', since: lastReviewAt }
  if (firstReviewAt !== null) return { state: 'in_review', since: firstReviewAt }
  return { state: 'submitted', since: submittedAt }
}
