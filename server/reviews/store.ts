import { sql } from 'kysely'
import type { ScorecardDraft } from '#contracts/api/reviews.ts'
import type { Reader, Tx } from '../db/connect.ts'
import { AppError } from '../http/app-error.ts'
import type { StaffActor } from '../http/access/caller.ts'
import { isBarred, mayRead } from './review-permission-store.ts'
import { dayOf } from '../invitations/local-time.ts'

/** Independent reviews that a submission needs before it counts as reviewed. */
export const reviewsNeeded = 2

const reviewsDone = sql<number>`(select count(*) from reviews as done where done.submission_id = submissions.id and done.submitted_at is not null)`

/** Of the latest of all that is in it: time may be given back between two late saves. The starter is never late. */
const lateByMs = sql<number>`coalesce((
  select max(late_by_ms) from revisions
  where revisions.attempt_id = submissions.attempt_id and revisions.revision <= submissions.revision
), 0)`

const columns = [
  'submissions.id',
  'submissions.attempt_id',
  'attempts.invitation_id',
  'submissions.revision',
  'submissions.alias',
  'submissions.submitted_at',
  'submissions.answer_due_at',
  'positions.title as position_title',
  'positions.focus_attributes',
  'exercise_versions.manifest',
  'exercise_versions.instructions',
  'gradings.run_id as graded_run_id',
  'gradings.result as graded',
  'judged_by.manifest as judged_by_manifest',
  'reviews.scorecard',
  'reviews.saved_at',
  'reviews.submitted_at as review_submitted_at',
] as const

/** Submissions that this person may read; `is_barred` says where they may not score. */
function submissionsFor(db: Reader, reviewer: StaffActor) {
  return db
    .selectFrom('submissions')
    .innerJoin('attempts', 'attempts.id', 'submissions.attempt_id')
    .innerJoin('invitations', 'invitations.id', 'attempts.invitation_id')
    .innerJoin('positions', 'positions.id', 'invitations.position_id')
    .innerJoin('exercise_versions', 'exercise_versions.id', 'invitations.exercise_version_id')
    .leftJoin('gradings', 'gradings.attempt_id', 'attempts.id')
    .leftJoin('exercise_versions as judged_by', 'judged_by.id', 'gradings.checks_version_id')
    .leftJoin('reviews', (join) =>
      join.onRef('reviews.submission_id', '=', 'submissions.id').on('reviews.reviewer_id', '=', reviewer.id),
    )
    .select(columns)
    .select([reviewsDone.as('reviews_done'), lateByMs.as('late_by_ms'), isBarred(reviewer).as('is_barred')])
    .where(mayRead(reviewer))
}

const longestList = 500

/** Reviewers are told days and never hours: those stand beside names on the board. */
function withDays<T extends { submitted_at: Date; answer_due_at: Date }>(row: T, zone: string): T {
  const { submitted_at, answer_due_at } = row
  return { ...row, submitted_at: dayOf(submitted_at, zone), answer_due_at: dayOf(answer_due_at, zone) }
}

export type SubmissionColumns = Awaited<ReturnType<typeof listSubmissions>>[number]

export async function listSubmissions(db: Reader, reviewer: StaffActor, zone: string) {
  const rows = await submissionsFor(db, reviewer)
    .orderBy('submissions.answer_due_at')
    .limit(longestList)
    .execute()
  return rows.map((row) => withDays(row, zone))
}

/** Throws `not_found` where it does not exist or is not this person's to review. */
export async function getSubmission(
  db: Reader,
  reviewer: StaffActor,
  { id, zone }: { id: string; zone: string },
): Promise<SubmissionColumns> {
  const row = await submissionsFor(db, reviewer).where('submissions.id', '=', id).executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return withDays(row, zone)
}

/** By attempt, when the reviews that a submission needs were all in. */
export async function listReviewedAt(
  db: Reader,
  attemptIds: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await sql<{ attempt_id: string; reviewed_at: Date }>`
    select submissions.attempt_id,
      (array_agg(reviews.submitted_at order by reviews.submitted_at))[${sql.lit(reviewsNeeded)}] as reviewed_at
    from submissions join reviews on reviews.submission_id = submissions.id
    where submissions.attempt_id = any(${[...attemptIds]}::uuid[]) and reviews.submitted_at is not null
    group by submissions.attempt_id having count(*) >= ${reviewsNeeded}`.execute(db)
  return new Map(rows.map((row) => [row.attempt_id, row.reviewed_at]))
}

interface WrittenReview {
  submissionId: string
  reviewerId: string
  scorecard: ScorecardDraft
  now: Date
  submittedAt: Date | null
}

/** False where it was submitted before: then nothing may change it. */
export async function putReview(tx: Tx, review: WrittenReview): Promise<boolean> {
  const scorecard = JSON.stringify(review.scorecard)
  const content = { scorecard, saved_at: review.now, submitted_at: review.submittedAt }
  const written = await tx
    .insertInto('reviews')
    .values({ submission_id: review.submissionId, reviewer_id: review.reviewerId, ...content })
    .onConflict((conflict) =>
      conflict
        .columns(['submission_id', 'reviewer_id'])
        .doUpdateSet(content)
        .where('reviews.submitted_at', 'is', null),
    )
    .returning('id')
    .executeTakeFirst()
  return written !== undefined
}

/** Every grading that may be shown, the newest first, each with the version by whose checks it judged. */
export async function listEndedGradings(db: Reader, attemptId: string) {
  return db
    .selectFrom('ended_gradings')
    .innerJoin('exercise_versions', 'exercise_versions.id', 'checks_version_id')
    .select(['run_id', 'result', 'recorded_at', 'reason', 'asked_at', 'manifest'])
    .where('attempt_id', '=', attemptId)
    .orderBy('ended_gradings.created_at', 'desc')
    .execute()
}

export type EndedGrading = Awaited<ReturnType<typeof listEndedGradings>>[number]
