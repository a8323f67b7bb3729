import type { invitationsApi } from '#contracts/api/invitations/invitations.ts'
import type { ResultOf } from '#contracts/route.ts'

type Warning = ResultOf<typeof invitationsApi.createInvitation>['warnings'][number]

/** Independent reviews that each submission needs. */
const reviewsNeeded = 2

/** Nothing is held up by it: reviewers can be added until the work is handed in. */
export function reviewerWarnings(eligible: number): Warning[] {
  if (eligible >= reviewsNeeded) return []
  const who = eligible === 0 ? 'Nobody' : 'One person alone'
  return [
    {
      code: 'few_reviewers',
      message: `${who} in the reviewer pool may review this exercise, and each submission needs two reviews. Add reviewers under "Positions".`,
    },
  ]
}
