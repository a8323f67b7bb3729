import { sql } from 'kysely'
import type { Reader } from '../db/connect.ts'
import { answeredAt, promisedDueAt } from '../submissions/promise/promise-store.ts'
import { candidateName } from '../invitations/store.ts'
import {
  asksForAccommodation,
  creditsMs,
  faultyRuns,
  isBeingGraded,
  lateWrites,
  mailFault,
  newestGradingFailed,
} from './columns-store.ts'

const submittedReviews = sql<number>`(select count(*) from reviews where reviews.submission_id = submissions.id and reviews.submitted_at is not null)`

const columns = [
  'invitations.id',
  'invitations.created_at',
  'invitations.expires_at',
  'invitations.opened_at',
  'invitations.revoked_at',
  'invitations.declined_at',
  'invitations.decline_reason',
  'invitations.schedule_by',
  'invitations.appointment_at',
  'invitations.appointment_zone',
  'candidates.email as candidate_email',
  'positions.title as position_title',
  'exercise_versions.manifest',
  'attempts.started_at',
  'attempts.base_duration_ms',
  'attempts.extra_time_factor as attempt_factor',
  'attempts.submitted_at',
  'gradings.result as graded_result',
  'judged_by.manifest as judged_by_manifest',
  'setup_checks.checked_at as setup_checked_at',
  'setup_checks.checks as setup_check_states',
] as const

const reckoned = [
  candidateName.as('candidate_name'),
  submittedReviews.as('reviews_done'),
  creditsMs.as('credits_ms'),
  lateWrites.as('late_writes'),
  newestGradingFailed.as('newest_grading_failed'),
  isBeingGraded.as('is_being_graded'),
  faultyRuns.as('faulty_runs'),
  asksForAccommodation.as('asks_for_accommodation'),
  mailFault.as('mail_fault'),
  promisedDueAt(sql.ref('attempts.id')).as('answer_due_at'),
  answeredAt(sql.ref('attempts.id')).as('answered_at'),
] as const

/** What recruiters see of these invitations, from the tables of every room; in no order. */
export async function listBoardColumns(db: Reader, ids: readonly string[]) {
  return db
    .selectFrom('invitations')
    .innerJoin('candidates', 'candidates.id', 'invitations.candidate_id')
    .innerJoin('positions', 'positions.id', 'invitations.position_id')
    .leftJoin('exercise_versions', 'exercise_versions.id', 'invitations.exercise_version_id')
    .leftJoin('attempts', 'attempts.invitation_id', 'invitations.id')
    .leftJoin('submissions', 'submissions.attempt_id', 'attempts.id')
    .leftJoin('gradings', 'gradings.attempt_id', 'attempts.id')
    .leftJoin('setup_checks', 'setup_checks.invitation_id', 'invitations.id')
    .leftJoin('exercise_versions as judged_by', 'judged_by.id', 'gradings.checks_version_id')
    .select(columns)
    .select(reckoned)
    .where('invitations.id', 'in', [...ids])
    .execute()
}

export type BoardColumns = Awaited<ReturnType<typeof listBoardColumns>>[number]
