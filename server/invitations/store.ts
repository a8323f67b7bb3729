import { sql } from 'kysely'
import type { Reader, Tx } from '../db/connect.ts'
import { AppError } from '../http/app-error.ts'
import { comparableMailAddress } from '../staff/mail-address.ts'
import type { InvitationFacts } from './invitation-state.ts'

/** Independent reviews that a submission needs before it counts as reviewed. */
export const reviewsNeeded = 2

export const candidateName = sql<string>`coalesce(invitations.candidate_name, candidates.name)`
const handedInReviews = sql<number>`(select count(*) from reviews where reviews.submission_id = submissions.id and reviews.submitted_at is not null)`
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

function invitationsWithFacts(db: Reader) {
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
    .select([
      'invitations.id',
      'invitations.created_at',
      'invitations.expires_at',
      'invitations.opened_at',
      'invitations.revoked_at',
      'invitations.appointment_at',
      'invitations.appointment_zone',
      'invitations.appointment_sequence',
      'invitations.created_by',
      'invitations.extra_time_factor',
      'invitations.exercise_version_id',
      'candidates.email as candidate_email',
      'positions.title as position_title',
      'exercise_versions.manifest',
      'exercise_versions.overview',
      'attempts.id as attempt_id',
      'attempts.started_at',
      'attempts.base_duration_ms',
      'attempts.extra_time_factor as attempt_factor',
      'attempts.submitted_at',
      'submissions.answer_due_at',
      'gradings.result as graded_result',
      'judged_by.manifest as judged_by_manifest',
      'setup_checks.checked_at as setup_checked_at',
      'setup_checks.checks as setup_check_states',
    ])
    .select([
      candidateName.as('candidate_name'),
      handedInReviews.as('reviews_done'),
      firstReview.as('first_review_at'),
      lastReview.as('last_review_at'),
      creditsMs.as('credits_ms'),
      lateWrites.as('late_writes'),
      newestGradingFailed.as('newest_grading_failed'),
      isBeingGraded.as('is_being_graded'),
      faultyRuns.as('faulty_runs'),
      asksForAccommodation.as('asks_for_accommodation'),
      mailFault.as('mail_fault'),
    ])
}

export type InvitationRow = Awaited<ReturnType<typeof listInvitationRows>>[number]

export async function listInvitationRows(db: Reader) {
  return invitationsWithFacts(db)
    .where('practice_of', 'is', null)
    .orderBy('invitations.created_at', 'desc')
    .limit(1_000)
    .execute()
}

/** Throws `not_found`. */
export async function getInvitationRow(db: Reader, id: string): Promise<InvitationRow> {
  const row = await invitationsWithFacts(db).where('invitations.id', '=', id).executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return row
}

/** The lock that a start and every change of an invitation take. A practice is none: throws `not_found`. */
export async function lockInvitation(tx: Tx, id: string): Promise<void> {
  await tx
    .selectFrom('invitations')
    .select('id')
    .where('id', '=', id)
    .where('practice_of', 'is', null)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new AppError('not_found'))
}

/**
 * What a start must know of an invitation, under its lock. It says nothing of an attempt: the answer may be older than the lock,
 * and the attempt's own table takes only one. Throws `not_found`.
 */
export async function lockForStart(tx: Tx, id: string) {
  const row = await tx
    .selectFrom('invitations')
    .innerJoin('exercise_versions', 'exercise_versions.id', 'invitations.exercise_version_id')
    .select(['expires_at', 'revoked_at', 'appointment_at', 'appointment_zone', 'extra_time_factor'])
    .select(sql<number>`(manifest ->> 'durationMinutes')::int`.as('duration_minutes'))
    .where('invitations.id', '=', id)
    .forUpdate('invitations')
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return row
}

export function factsOf(row: InvitationRow): InvitationFacts {
  return {
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    openedAt: row.opened_at,
    revokedAt: row.revoked_at,
    appointmentAt: row.appointment_at,
    startedAt: row.started_at,
    submittedAt: row.submitted_at,
    firstReviewAt: row.first_review_at,
    lastReviewAt: row.last_review_at,
    reviewsDone: row.reviews_done,
    reviewsNeeded,
  }
}

/** The person behind a mail address, with the name by which they were known first. */
export async function keepCandidate(
  tx: Tx,
  person: { name: string; email: string; now: Date },
): Promise<{ id: string; name: string }> {
  const email = comparableMailAddress(person.email)
  await tx
    .insertInto('candidates')
    .values({ name: person.name, email, created_at: person.now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return tx
    .selectFrom('candidates')
    .select(['id', 'name'])
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
}

/** Under which names somebody was invited before. */
export async function listNamesOf(tx: Tx, candidateId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('invitations')
    .innerJoin('candidates', 'candidates.id', 'invitations.candidate_id')
    .select(candidateName.as('candidate_name'))
    .distinct()
    .where('candidate_id', '=', candidateId)
    .execute()
  return rows.map((row) => row.candidate_name)
}

/** Git keys made before it open nothing any more, those of the practice neither. */
export async function raiseAccessNumber(tx: Tx, invitationId: string): Promise<void> {
  await tx
    .updateTable('invitations')
    .set((eb) => ({ access_number: eb('access_number', '+', 1) }))
    .where((where) => where.or([where('id', '=', invitationId), where('practice_of', '=', invitationId)]))
    .execute()
}
