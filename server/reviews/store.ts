import { sql } from 'kysely'
import {
  scorecardDraftSchema,
  type Grading,
  type Review,
  type SubmissionRow,
} from '#contracts/api/reviews.ts'
import type { ExerciseManifest } from '#contracts/exercise-manifest.ts'
import type { Reader } from '../db/connect.ts'
import { AppError } from '../http/app-error.ts'
import type { StaffActor } from '../http/caller.ts'
import { dayOf } from '../invitations/local-time.ts'
import { reviewsNeeded } from '../invitations/store.ts'

const reviewsDone = sql<number>`(select count(*) from reviews as done where done.submission_id = submissions.id and done.submitted_at is not null)`

/** Of the latest of all that is in it: time may be given back between two late saves. The starter is never late. */
const lateByMs = sql<number>`coalesce((
  select max(late_by_ms) from revisions
  where revisions.attempt_id = submissions.attempt_id and revisions.revision <= submissions.revision
), 0)`

/** Whoever invited for a position, or has read what its candidates said, could tell who is behind an alias. */
const isBarred = (reviewer: StaffActor) => sql<boolean>`(
  exists (select from invitations as own where own.position_id = positions.id and own.created_by = ${reviewer.id})
  or exists (select from feedback_views where feedback_views.position_id = positions.id and staff_id = ${reviewer.id})
)`

/**
 * Submissions that this person may review: those of the positions whose pool they are in, unless something bars them. An admin sees
 * all, and `is_barred` says where they may not score.
 */
function submissionsFor(db: Reader, reviewer: StaffActor) {
  const query = db
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
      'gradings.run_id as graded_run_id',
      'gradings.result as graded',
      'judged_by.manifest as judged_by_manifest',
      'reviews.scorecard',
      'reviews.saved_at',
      'reviews.submitted_at as review_submitted_at',
    ])
    .select([reviewsDone.as('reviews_done'), lateByMs.as('late_by_ms'), isBarred(reviewer).as('is_barred')])
  if (reviewer.roles.includes('admin')) return query
  return query
    .where(sql<boolean>`not ${isBarred(reviewer)}`)
    .where((where) =>
      where.exists(
        where
          .selectFrom('position_reviewers')
          .select('staff_id')
          .whereRef('position_reviewers.position_id', '=', 'positions.id')
          .where('staff_id', '=', reviewer.id),
      ),
    )
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

/** The grading that counts first, then the earlier ones. Among several, those that failed through us say nothing. */
export async function listGradings(db: Reader, row: SubmissionColumns, zone: string): Promise<Grading[]> {
  const ended = await db
    .selectFrom('ended_gradings')
    .leftJoin('exercise_versions', 'exercise_versions.id', 'checks_version_id')
    .select(['run_id', 'result', 'recorded_at', 'reason', 'asked_at', 'manifest'])
    .where('attempt_id', '=', row.attempt_id)
    .orderBy('ended_gradings.created_at', 'desc')
    .execute()
  const counts = (run: { run_id: string }) => run.run_id === row.graded_run_id
  return ended
    .filter((one) => counts(one) || one.result.verdict !== 'platform_error')
    .sort((a, b) => Number(counts(b)) - Number(counts(a)))
    .map((one) => {
      const { version, checks } = one.manifest ?? row.manifest
      return {
        gradedAt: dayOf(one.recorded_at, zone).toISOString(),
        regrade:
          one.reason === null || one.asked_at === null
            ? null
            : { reason: one.reason, askedAt: dayOf(one.asked_at, zone).toISOString() },
        checks: presentChecks(checks),
        checksVersion: version,
        result: one.result,
      }
    })
}

/** Versions that were stored before checks could be optional do not say. */
export function presentChecks(checks: ExerciseManifest['checks']): Grading['checks'] {
  return checks.map(({ id, title, criterion, optional }) => ({
    id,
    title,
    criterion,
    optional: optional === true,
  }))
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
    checksTotal: (row.judged_by_manifest ?? row.manifest).checks.length,
    myReview: myReviewOf(row),
    mayReview: !row.is_barred,
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
