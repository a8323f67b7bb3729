import { sql } from 'kysely'
import { scorecardDraftSchema, type Review, type SubmissionRow } from '#contracts/api/reviews.ts'
import type { Reader } from '../db/connect.ts'
import { AppError } from '../http/app-error.ts'
import type { StaffActor } from '../http/caller.ts'
import { reviewsNeeded } from '../invitations/store.ts'

const reviewsDone = sql<number>`(select count(*) from reviews as done where done.submission_id = submissions.id and done.submitted_at is not null)`

/** Submissions that this person may review: those of the positions whose pool they are in; an admin sees all. */
function submissionsFor(db: Reader, reviewer: StaffActor) {
  const query = db
    .selectFrom('submissions')
    .innerJoin('attempts', 'attempts.id', 'submissions.attempt_id')
    .innerJoin('invitations', 'invitations.id', 'attempts.invitation_id')
    .innerJoin('positions', 'positions.id', 'invitations.position_id')
    .innerJoin('exercise_versions', 'exercise_versions.id', 'invitations.exercise_version_id')
    .leftJoin('runs', (join) =>
      join.onRef('runs.attempt_id', '=', 'attempts.id').on('runs.kind', '=', 'graded'),
    )
    .leftJoin('run_results', 'run_results.run_id', 'runs.id')
    .leftJoin('reviews', (join) =>
      join.onRef('reviews.submission_id', '=', 'submissions.id').on('reviews.reviewer_id', '=', reviewer.id),
    )
    .select([
      'submissions.id',
      'submissions.attempt_id',
      'submissions.revision',
      'submissions.alias',
      'submissions.submitted_at',
      'submissions.answer_due_at',
      'positions.title as position_title',
      'positions.focus_attributes',
      'exercise_versions.manifest',
      'exercise_versions.instructions',
      'run_results.result as graded',
      'reviews.scorecard',
      'reviews.saved_at',
      'reviews.submitted_at as review_submitted_at',
    ])
    .select(reviewsDone.as('reviews_done'))
  if (reviewer.roles.includes('admin')) return query
  return query.where((where) =>
    where.exists(
      where
        .selectFrom('position_reviewers')
        .select('staff_id')
        .whereRef('position_reviewers.position_id', '=', 'positions.id')
        .where('staff_id', '=', reviewer.id),
    ),
  )
}

export type SubmissionColumns = Awaited<ReturnType<typeof listSubmissions>>[number]

export async function listSubmissions(db: Reader, reviewer: StaffActor) {
  return submissionsFor(db, reviewer).orderBy('submissions.answer_due_at').limit(500).execute()
}

/** Throws `not_found` where it does not exist or is not this person's to review. */
export async function getSubmission(
  db: Reader,
  reviewer: StaffActor,
  id: string,
): Promise<SubmissionColumns> {
  const row = await submissionsFor(db, reviewer).where('submissions.id', '=', id).executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return row
}

function gradingOf(row: SubmissionColumns): SubmissionRow['grading'] {
  if (row.graded === null) return 'pending'
  return row.graded.verdict === 'platform_error' ? 'platform_error' : 'done'
}

function myReviewOf(row: SubmissionColumns): SubmissionRow['myReview'] {
  if (row.review_submitted_at !== null) return 'submitted'
  return row.scorecard === null ? 'none' : 'draft'
}

/** What a reviewer may know of a submission: nothing here leads to a person. */
export function presentSubmission(row: SubmissionColumns): SubmissionRow {
  return {
    id: row.id,
    alias: row.alias,
    positionTitle: row.position_title,
    exerciseTitle: row.manifest.title,
    language: row.manifest.language,
    submittedAt: row.submitted_at.toISOString(),
    dueAt: row.answer_due_at.toISOString(),
    grading: gradingOf(row),
    checksPassed: row.graded === null ? null : row.graded.evidence.filter((card) => card.passed).length,
    checksTotal: row.manifest.checks.length,
    myReview: myReviewOf(row),
    reviewsDone: row.reviews_done,
    reviewsNeeded,
  }
}

export function presentReview(row: SubmissionColumns): Review {
  return {
    scorecard: row.scorecard ?? scorecardDraftSchema.parse({}),
    savedAt: row.saved_at?.toISOString() ?? null,
    submittedAt: row.review_submitted_at?.toISOString() ?? null,
  }
}
