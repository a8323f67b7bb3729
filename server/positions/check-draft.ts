import type { z } from 'zod'
import type { positionDraftSchema } from '#contracts/api/positions.ts'
import type { Tx } from '../db/connect.ts'
import { fieldError } from '../http/app-error.ts'
import { hasCalendar } from './calendars/calendar-store.ts'
import { listPossibleReviewers } from './reviewer-store.ts'
import { isTitleTaken } from './store.ts'

export type Draft = z.output<typeof positionDraftSchema>

interface Allowed {
  positionId: string | null
  /** Of what is loaded, and of what the position has already. */
  exerciseIds: readonly string[]
  keptReviewers: readonly { id: string; name: string }[]
}

export const titleTaken = () => fieldError('body.title', 'Another position has this title')

/** Throws at the field. Exercises and reviewers that the position has already may stay, also where they could not be added any more. */
export async function checkDraft(tx: Tx, draft: Draft, allowed: Allowed): Promise<void> {
  if (await isTitleTaken(tx, draft.title, allowed.positionId)) throw titleTaken()
  const missing = draft.exerciseIds.filter((id) => !allowed.exerciseIds.includes(id))
  if (missing.length > 0)
    throw fieldError('body.exerciseIds', `There is no exercise ${missing.map((id) => `"${id}"`).join(', ')}`)
  if (draft.calendarId !== null && !(await hasCalendar(tx, draft.calendarId)))
    throw fieldError('body.calendarId', 'This calendar is gone; choose another one')
  const possible = [...(await listPossibleReviewers(tx)), ...allowed.keptReviewers].map(({ id }) => id)
  if (draft.reviewerIds.some((id) => !possible.includes(id)))
    throw fieldError('body.reviewerIds', 'Somebody chosen is no reviewer here any more; choose again')
  checkEligibility(draft)
}

/** A mark for what the position does not allow would leave somebody with nothing to review, and nobody would see why. */
function checkEligibility({ eligibility, reviewerIds, exerciseIds }: Draft): void {
  for (const { reviewerId, exerciseIds: marked } of eligibility) {
    if (!reviewerIds.includes(reviewerId))
      throw fieldError(
        'body.eligibility',
        'Somebody who is marked for an exercise is not among the reviewers',
      )
    const strange = marked.filter((id) => !exerciseIds.includes(id))
    if (strange.length > 0)
      throw fieldError(
        'body.eligibility',
        `A reviewer is marked for ${strange.map((id) => `"${id}"`).join(', ')}, which this position does not allow`,
      )
  }
}
