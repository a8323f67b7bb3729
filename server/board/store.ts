import { sql } from 'kysely'
import type { Reader } from '../db/connect.ts'
import { answeredAt, promisedDueAt } from '../submissions/promise/promise-store.ts'
import { candidateName } from '../invitations/store.ts'

const longestBoard = 1_000

const submittedReviews = sql<number>`(select count(*) from reviews where reviews.submission_id = submissions.id and reviews.submitted_at is not null)`
const firstReview = sql<Date | null>`(select min(saved_at) from reviews where reviews.submission_id = submissions.id)`
const lastReview = sql<Date | null>`(select max(reviews.submitted_at) from reviews where reviews.submission_id = submissions.id)`
const creditsMs = sql<number>`coalesce((select sum(amount_ms) from credits where credits.attempt_id = attempts.id), 0)`
const lateWrites = sql<number>`(select count(*) from late_writes where late_writes.attempt_id = attempts.id)`

const endedThroughUs = sql.raw(`run_results.result ->> 'verdict' = 'platform_error'`)
const newestGradingFailed = sql<boolean>`coalesce((
  select ${endedThroughUs} from runs join run_results on run_results.run_id = runs.id
  where runs.attempt_id = attempts.id and runs.kind = 'graded'
  order by runs.created_at desc, runs.regrade_id is null limit 1
), false)`
const isBeingGraded = sql<boolean>`exists (
  select from runs where runs.attempt_id = attempts.id and runs.kind = 'graded' and runs.state in ('queued', 'running')
)`
const faultyRuns = sql<number>`(
  select count(*) from runs join run_results on run_results.run_id = runs.id
  where runs.attempt_id = attempts.id and runs.kind = 'visible' and ${endedThroughUs}
)`

const asksForAccommodation = sql<boolean>`exists (
  select from accommodations where accommodations.invitation_id = invitations.id and answered_at is null
)`
/**
 * Of the mails that somebody waits for: those to come have no fault yet, those that ended well none any more, and a later one of
 * the same kind stands for those before it.
 */
const mailFault = sql<'none' | 'delayed' | 'failed'>`coalesce((
  select case when bool_or(state = 'failed') then 'failed' else 'delayed' end
  from mails where mails.invitation_id = invitations.id
    and (state = 'failed' or (state = 'waiting' and tries > 1 and fault is not null))
    and not exists (
      select from mails as later where later.invitation_id = mails.invitation_id
        and later.kind = mails.kind and later.created_at > mails.created_at
    )
  having count(*) > 0
), 'none')`

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
  firstReview.as('first_review_at'),
  lastReview.as('last_review_at'),
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

/** Every invitation with where it stands, newest first: what recruiters see of everybody, from the tables of every room. */
export async function listBoardRows(db: Reader) {
  return db
    .selectFrom('invitations')
    .innerJoin('candidates', 'candidates.id', 'invitations.candidate_id')
    .innerJoin('positions', 'positions.id', 'invitations.position_id')
    .innerJoin('exercise_versions', 'exercise_versions.id', 'invitations.exercise_version_id')
    .leftJoin('attempts', 'attempts.invitation_id', 'invitations.id')
    .leftJoin('submissions', 'submissions.attempt_id', 'attempts.id')
    .leftJoin('gradings', 'gradings.attempt_id', 'attempts.id')
    .leftJoin('setup_checks', 'setup_checks.invitation_id', 'invitations.id')
    .leftJoin('exercise_versions as judged_by', 'judged_by.id', 'gradings.checks_version_id')
    .select(columns)
    .select(reckoned)
    .where('invitations.practice_of', 'is', null)
    .orderBy('invitations.created_at', 'desc')
    .limit(longestBoard)
    .execute()
}

export type BoardColumns = Awaited<ReturnType<typeof listBoardRows>>[number]
