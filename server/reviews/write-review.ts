import type { Review, ScorecardDraft } from '#contracts/api/reviews.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { recordFact } from '../facts/record-fact.ts'
import { AppError } from '../http/app-error.ts'
import type { StaffActor } from '../http/access/caller.ts'
import { readZone } from '../staff/organisation/store.ts'
import { scorecardIssues, strangers } from './scorecard.ts'
import { getSubmission, putReview, type SubmissionColumns } from './store.ts'

interface Write {
  submissionId: string
  reviewer: StaffActor
  scorecard: ScorecardDraft
  /** Handing in, not only keeping. */
  submit: boolean
  now: Date
}

const barredText =
  'You invited for this position, or have read what its candidates said, so others review for it.'

const formOf = (row: SubmissionColumns) => ({
  rubricIds: row.manifest.rubric.map((item) => item.id),
  attributeIds: row.focus_attributes.map((attribute) => attribute.id),
})

/** Keeps or submits a scorecard. Once submitted, the database itself refuses every change. */
export async function writeReview(deps: Deps, write: Write): Promise<Review> {
  const { submissionId, reviewer, scorecard, now } = write
  return inTransaction(deps.db, async (tx, afterCommit) => {
    const zone = await readZone(tx, deps.config)
    const row = await getSubmission(tx, reviewer, { id: submissionId, zone })
    if (row.is_barred) throw new AppError('forbidden', { message: barredText })
    const form = formOf(row)
    const issues = write.submit ? scorecardIssues(scorecard, form) : strangers(scorecard, form)
    if (issues.length > 0) throw new AppError('bad_request', { issues })
    const submittedAt = write.submit ? now : null
    const written = { submissionId, reviewerId: reviewer.id, scorecard, now, submittedAt }
    if (!(await putReview(tx, written))) throw new AppError('review_immutable')
    const follows = { invitationId: row.invitation_id }
    const actor = `staff:${reviewer.id}`
    if (write.submit)
      await recordFact(
        { deps, tx, afterCommit },
        { at: now, actor, name: 'review-submitted', subjectId: submissionId, follows },
      )
    // Of a draft other reviewers must learn nothing, not even that it is being written.
    else afterCommit(() => deps.announce('board-changed', follows))
    return { scorecard, savedAt: now.toISOString(), submittedAt: submittedAt?.toISOString() ?? null }
  })
}
