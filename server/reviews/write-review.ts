import type { Review, ScorecardDraft } from '#contracts/api/reviews.ts'
import { recordAudit } from '../db/audit.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../http/app-error.ts'
import type { StaffActor } from '../http/access/caller.ts'
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
    const zone = deps.config.organisationZone
    const row = await getSubmission(tx, reviewer, { id: submissionId, zone })
    if (row.is_barred) throw new AppError('forbidden', { message: barredText })
    const form = formOf(row)
    const issues = write.submit ? scorecardIssues(scorecard, form) : strangers(scorecard, form)
    if (issues.length > 0) throw new AppError('bad_request', { issues })
    const submittedAt = write.submit ? now : null
    const written = { submissionId, reviewerId: reviewer.id, scorecard, now, submittedAt }
    if (!(await putReview(tx, written))) throw new AppError('review_immutable')
    if (write.submit) {
      await recordAudit(tx, {
        at: now,
        actor: `staff:${reviewer.id}`,
        action: 'review-submitted',
        subject: `submission:${submissionId}`,
      })
    }
    const { invitation_id: invitationId } = row
    afterCommit(() => {
      deps.announce('board-changed', { invitationId })
      // Of a draft others must learn nothing, not even that it is being written.
      if (write.submit) deps.announce('reviews-changed', {})
    })
    return { scorecard, savedAt: now.toISOString(), submittedAt: submittedAt?.toISOString() ?? null }
  })
}
