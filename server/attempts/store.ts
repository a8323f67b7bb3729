import { sql, type NotNull } from 'kysely'
import {
  attemptState,
  graceMs,
  readClock,
  type AttemptState,
  type ClockFacts,
  type ClockReading,
  type GivenBack,
} from '#contracts/clock.ts'
import type { Reader, Tx } from '../db/connect.ts'
import { AppError } from '../http/app-error.ts'
import type { CandidateActor } from '../http/access/caller.ts'
import { requireInvitation } from '../invitations/links/exchange-link.ts'

/** The end of the grace where no time was ever given back. What was given back can be taken away again, but never more. */
const shortestEnd = sql<Date>`attempts.started_at
  + (attempts.base_duration_ms * attempts.extra_time_factor + ${graceMs}) * interval '1 millisecond'`

const creditsMs = sql<
  number[]
>`coalesce((select array_agg(amount_ms) from credits where credits.attempt_id = attempts.id), '{}')`

/** Credits that stand and that the candidate has not yet said to have seen. */
const givenBack = sql<GivenBack[]>`coalesce((
  select jsonb_agg(jsonb_build_object('id', id, 'amountMs', amount_ms, 'reason', reason) order by created_at, id)
  from credits
  where credits.attempt_id = attempts.id and undoes is null
    and not exists (select from credits as undo where undo.undoes = credits.id)
    and not exists (select from credit_acknowledgements where credit_id = credits.id)
), '[]')`

function attemptsWithClock(db: Reader) {
  return (
    db
      .selectFrom('attempts')
      .innerJoin('invitations', 'invitations.id', 'attempts.invitation_id')
      .select([
        'attempts.id',
        'attempts.invitation_id',
        'attempts.started_at',
        'attempts.base_duration_ms',
        'attempts.extra_time_factor',
        'attempts.submitted_at',
        'attempts.zone',
        'invitations.exercise_version_id',
        'invitations.position_id',
        'invitations.candidate_id',
        'invitations.practice_of',
      ])
      .select([creditsMs.as('credits_ms'), givenBack.as('given_back')])
      // What is worked on is chosen before the start.
      .$narrowType<{ exercise_version_id: NotNull }>()
  )
}

export type AttemptRow = Awaited<ReturnType<typeof listOpenAttempts>>[number]

/** Attempts that nobody has frozen yet, oldest first. A practice has no end to speak of. */
export async function listOpenAttempts(db: Reader) {
  return attemptsWithClock(db)
    .where('attempts.submitted_at', 'is', null)
    .where('practice_of', 'is', null)
    .orderBy('attempts.started_at')
    .execute()
}

/** Attempts that may be over, oldest first: all that are, and some to whom time was given back. */
export async function listMaybeOverAttempts(db: Reader, now: Date) {
  return attemptsWithClock(db)
    .where('attempts.submitted_at', 'is', null)
    .where('practice_of', 'is', null)
    .where(shortestEnd, '<=', now)
    .orderBy('attempts.started_at')
    .execute()
}

export async function findAttempt(db: Reader, id: string): Promise<AttemptRow | null> {
  const row = await attemptsWithClock(db).where('attempts.id', '=', id).executeTakeFirst()
  return row ?? null
}

/** The attempt that an invitation was started with; null before. */
export async function findAttemptOf(db: Reader, invitationId: string): Promise<AttemptRow | null> {
  const row = await attemptsWithClock(db).where('invitation_id', '=', invitationId).executeTakeFirst()
  return row ?? null
}

/** What an invitation's own page says of its attempt. */
export async function findAttemptState(
  db: Reader,
  invitationId: string,
  now: Date,
): Promise<{ id: string; state: AttemptState } | null> {
  const row = await findAttemptOf(db, invitationId)
  return row && { id: row.id, state: attemptState(clockFactsOf(row), now) }
}

/** An attempt that rows refer to, so that it must exist. */
export async function getAttempt(db: Reader, id: string): Promise<AttemptRow> {
  const row = await findAttempt(db, id)
  if (row === null) throw new AppError('internal', { cause: new Error(`attempt ${id} is missing`) })
  return row
}

/** Throws `not_found` unless the candidate's session holds the attempt's invitation. */
export async function getOwnAttempt(db: Reader, candidate: CandidateActor, id: string): Promise<AttemptRow> {
  const row = await findAttempt(db, id)
  if (row === null) throw new AppError('not_found')
  requireInvitation(candidate, row.invitation_id)
  return row
}

/** The same check alone, for who reads the attempt under its lock anyway. */
export async function requireOwnAttempt(db: Reader, candidate: CandidateActor, id: string): Promise<void> {
  const row = await db.selectFrom('attempts').select('invitation_id').where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  requireInvitation(candidate, row.invitation_id)
}

/**
 * The same with what a candidate may read of the exercise once the clock runs: nothing hidden, and not the starter, which may be
 * large. One question, since everybody asks it in the same minute.
 */
export async function getOwnDetails(db: Reader, candidate: CandidateActor, id: string) {
  const row = await attemptsWithClock(db)
    .innerJoin('exercise_versions', 'exercise_versions.id', 'invitations.exercise_version_id')
    .innerJoin('positions', 'positions.id', 'invitations.position_id')
    .select(['manifest', 'instructions', 'positions.title as position_title'])
    .where('attempts.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  requireInvitation(candidate, row.invitation_id)
  return row
}

/** The attempt under a lock that every change of its files or its end takes, so that they happen one after another. */
export async function lockAttempt(tx: Tx, id: string): Promise<AttemptRow> {
  await tx.selectFrom('attempts').select('id').where('id', '=', id).forUpdate().execute()
  const row = await findAttempt(tx, id)
  if (row === null) throw new AppError('not_found')
  return row
}

interface NewAttempt {
  invitationId: string
  startedAt: Date
  baseDurationMs: number
  extraTimeFactor: number
  zone: string | null
}

/** Null where the invitation was started before. */
export async function insertAttempt(tx: Tx, attempt: NewAttempt): Promise<string | null> {
  const row = await tx
    .insertInto('attempts')
    .values({
      invitation_id: attempt.invitationId,
      started_at: attempt.startedAt,
      base_duration_ms: attempt.baseDurationMs,
      extra_time_factor: attempt.extraTimeFactor,
      zone: attempt.zone,
    })
    .onConflict((conflict) => conflict.column('invitation_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

export async function writeSubmittedAt(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.updateTable('attempts').set({ submitted_at: at }).where('id', '=', id).execute()
}

export function clockFactsOf(row: AttemptRow): ClockFacts {
  return {
    startedAt: row.started_at,
    baseDurationMs: row.base_duration_ms,
    extraTimeFactor: row.extra_time_factor,
    creditsMs: row.credits_ms,
    submittedAt: row.submitted_at,
  }
}

/** The clock as the attempt's candidate sees it. */
export function clockOf(row: AttemptRow, now: Date): ClockReading {
  return readClock(clockFactsOf(row), now, row.given_back)
}
