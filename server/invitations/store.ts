import { sql } from 'kysely'
import type { Reader, Tx } from '../db/connect.ts'
import { AppError } from '../http/app-error.ts'
import { comparableMailAddress } from '../staff/mail-address.ts'
import { listOptions } from './exercise-choice/option-store.ts'

export const candidateName = sql<string>`coalesce(invitations.candidate_name, candidates.name)`
const exerciseTitle = sql<string | null>`exercise_versions.manifest ->> 'title'`
const durationMinutes = sql<number | null>`(exercise_versions.manifest ->> 'durationMinutes')::int`

/**
 * An invitation with what everybody needs who writes or decides about it. Of the exercise only the title and the length; while the
 * candidate has not chosen, the titles of what they may choose and the longest of their lengths.
 */
export async function getInvitationRow(db: Reader, id: string) {
  const { exercise_title, duration_minutes, ...row } = await findInvitationRow(db, id)
  if (exercise_title !== null && duration_minutes !== null)
    return { ...row, exercise_titles: [exercise_title], duration_minutes }
  const options = await listOptions(db, id)
  return {
    ...row,
    exercise_titles: options.map(({ title }) => title),
    duration_minutes: Math.max(...options.map(({ durationMinutes: minutes }) => minutes)),
  }
}

async function findInvitationRow(db: Reader, id: string) {
  return db
    .selectFrom('invitations')
    .innerJoin('candidates', 'candidates.id', 'invitations.candidate_id')
    .innerJoin('positions', 'positions.id', 'invitations.position_id')
    .leftJoin('exercise_versions', 'exercise_versions.id', 'invitations.exercise_version_id')
    .select([
      'invitations.id',
      'invitations.expires_at',
      'invitations.opened_at',
      'invitations.started_at',
      'invitations.revoked_at',
      'invitations.declined_at',
      'invitations.decline_reason',
      'invitations.schedule_by',
      'invitations.appointment_at',
      'invitations.appointment_zone',
      'invitations.appointment_sequence',
      'invitations.appointment_by',
      'invitations.created_by',
      'invitations.extra_time_factor',
      'invitations.exercise_version_id',
      'invitations.exercise_by',
      'candidates.email as candidate_email',
      'positions.title as position_title',
      'positions.ai_policy',
      'positions.feedback_policy',
      'positions.mail_intro',
      'positions.mail_signature',
    ])
    .select([candidateName.as('candidate_name'), exerciseTitle.as('exercise_title')])
    .select(durationMinutes.as('duration_minutes'))
    .where('invitations.id', '=', id)
    .executeTakeFirstOrThrow(() => new AppError('not_found'))
}

export type InvitationRow = Awaited<ReturnType<typeof getInvitationRow>>

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

/** What a start must know of an invitation, under its lock. Throws `not_found`. */
export async function lockForStart(tx: Tx, id: string) {
  const row = await tx
    .selectFrom('invitations')
    .leftJoin('exercise_versions', 'exercise_versions.id', 'invitations.exercise_version_id')
    .select([
      'started_at',
      'expires_at',
      'revoked_at',
      'declined_at',
      'schedule_by',
      'appointment_at',
      'appointment_zone',
    ])
    .select(['extra_time_factor', durationMinutes.as('duration_minutes')])
    .where('invitations.id', '=', id)
    .forUpdate('invitations')
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return row
}

/** Notes the first start; the caller holds the lock. */
export async function markStarted(tx: Tx, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('invitations')
    .set({ started_at: now })
    .where('id', '=', id)
    .where('started_at', 'is', null)
    .execute()
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

interface NewInvitation {
  candidateId: string
  candidateName: string
  positionId: string
  /** Null where the candidate chooses among those of the cohort. */
  exerciseVersionId: string | null
  cohortId: string
  by: string | null
  now: Date
  expiresAt: Date
  scheduleBy?: Date | null
  opensAt?: Date
  appointment: { at: Date; zone: string } | null
  extraTimeFactor: number
}

export async function insertInvitation(tx: Tx, invitation: NewInvitation): Promise<string> {
  const { id } = await tx
    .insertInto('invitations')
    .values({
      candidate_id: invitation.candidateId,
      candidate_name: invitation.candidateName,
      position_id: invitation.positionId,
      exercise_version_id: invitation.exerciseVersionId,
      exercise_by: invitation.exerciseVersionId === null ? 'candidate' : 'recruiter',
      cohort_id: invitation.cohortId,
      created_by: invitation.by,
      created_at: invitation.now,
      expires_at: invitation.expiresAt,
      schedule_by: invitation.scheduleBy ?? null,
      opens_at: invitation.opensAt ?? null,
      appointment_at: invitation.appointment?.at ?? null,
      appointment_zone: invitation.appointment?.zone ?? null,
      appointment_by: 'recruiter',
      extra_time_factor: invitation.extraTimeFactor,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function writeRevoked(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.updateTable('invitations').set({ revoked_at: at }).where('id', '=', id).execute()
}

export async function writeDeclined(
  tx: Tx,
  id: string,
  { at, reason }: { at: Date | null; reason: string | null },
): Promise<void> {
  await tx
    .updateTable('invitations')
    .set({ declined_at: at, decline_reason: reason })
    .where('id', '=', id)
    .execute()
}

/** A practice ends when its invitation does. */
export async function writeDates(
  tx: Tx,
  id: string,
  { scheduleBy, takeBy }: { scheduleBy: Date | null; takeBy: Date },
): Promise<void> {
  await tx
    .updateTable('invitations')
    .set({ schedule_by: scheduleBy, expires_at: takeBy })
    .where((where) => where.or([where('id', '=', id), where('practice_of', '=', id)]))
    .execute()
}

export async function writeOpened(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.updateTable('invitations').set({ opened_at: at }).where('id', '=', id).execute()
}

/** For the start that is to come. */
export async function writeExtraTimeFactor(tx: Tx, id: string, factor: number): Promise<void> {
  await tx.updateTable('invitations').set({ extra_time_factor: factor }).where('id', '=', id).execute()
}

/** Whether anybody was ever invited. */
export async function hasInvitation(db: Reader): Promise<boolean> {
  return (await db.selectFrom('invitations').select('id').limit(1).executeTakeFirst()) !== undefined
}
