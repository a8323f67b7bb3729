import type { InvitationState } from '#contracts/api/board/board.ts'

type Tone = 'plain' | 'good' | 'warn' | 'fail'

/** How each state is called on the board, and its colour. */
export const invitationStates: Record<InvitationState, { label: string; tone: Tone }> = {
  sent: { label: 'Sent', tone: 'plain' },
  opened: { label: 'Opened', tone: 'plain' },
  scheduled: { label: 'Scheduled', tone: 'plain' },
  in_progress: { label: 'In progress', tone: 'good' },
  submitted: { label: 'Submitted', tone: 'good' },
  in_review: { label: 'In review', tone: 'good' },
  reviewed: { label: 'Reviewed', tone: 'good' },
  answered: { label: 'Answered', tone: 'plain' },
  expired: { label: 'Expired', tone: 'warn' },
  declined: { label: 'Declined', tone: 'plain' },
  revoked: { label: 'Withdrawn', tone: 'plain' },
}

const notStarted: readonly InvitationState[] = ['sent', 'opened', 'scheduled']

/** Other dates help whoever has not started and was not turned away. */
export const canExtend = (state: InvitationState) =>
  canWithdraw(state) || state === 'expired' || state === 'declined'

/** Only what was not started can be withdrawn. */
export function canWithdraw(state: InvitationState): boolean {
  return notStarted.includes(state)
}
