import { sql, type SqlBool } from 'kysely'
import type { Reader, Tx } from '../../db/connect.ts'
import type { InvitationRow } from '../store.ts'
import type { AppointmentInstant } from './resolve-appointment.ts'

export function appointmentIn(
  row: Pick<InvitationRow, 'appointment_at' | 'appointment_zone'>,
): AppointmentInstant | null {
  if (row.appointment_at === null || row.appointment_zone === null) return null
  return { at: row.appointment_at, zone: row.appointment_zone }
}

/** What a calendar shows of an appointment beside its start: a change of any of it must go out. */
const visibleEntry = sql<string>`(select concat_ws(E'\n', exercise_versions.manifest ->> 'title', positions.title,
    exercise_versions.manifest ->> 'durationMinutes', invitations.extra_time_factor)
  from positions left join exercise_versions on exercise_versions.id = invitations.exercise_version_id
  where positions.id = invitations.position_id)`

interface WrittenAppointment {
  invitationId: string
  appointment: AppointmentInstant | null
  /** Who chose the time; left out, it stays who did. */
  by?: 'candidate' | 'recruiter'
}

/** Answers the number of the change, by which a calendar knows the newest. */
export async function writeAppointment(tx: Tx, written: WrittenAppointment): Promise<number> {
  const { appointment_sequence: sequence } = await tx
    .updateTable('invitations')
    .set({
      appointment_at: written.appointment?.at ?? null,
      appointment_zone: written.appointment?.zone ?? null,
      ...(written.by !== undefined && { appointment_by: written.by }),
      calendar_entry: visibleEntry,
    })
    .set((eb) => ({ appointment_sequence: eb('appointment_sequence', '+', 1) }))
    .where('id', '=', written.invitationId)
    .returning('appointment_sequence')
    .executeTakeFirstOrThrow()
  return sequence
}

const isOpen = sql<SqlBool>`invitations.started_at is null and invitations.revoked_at is null
  and invitations.declined_at is null and invitations.practice_of is null`

/** Notes what the calendar is told of an appointment that comes with its invitation. */
export async function noteFirstEntry(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('invitations').set({ calendar_entry: visibleEntry }).where('id', '=', id).execute()
}

/** The same of appointments from before it was noted. */
export async function noteFirstEntries(db: Reader, now: Date): Promise<void> {
  await db
    .updateTable('invitations')
    .set({ calendar_entry: visibleEntry })
    .where(isOpen)
    .where('appointment_at', '>', now)
    .where('calendar_entry', 'is', null)
    .execute()
}

/** Invitations whose calendar entry shows what is no longer so. */
export async function listOutdatedEntries(db: Reader, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('invitations')
    .select('id')
    .where(isOpen)
    .where('appointment_at', '>', now)
    .where('expires_at', '>', now)
    .where('calendar_entry', 'is not', null)
    .where(sql<SqlBool>`calendar_entry <> ${visibleEntry}`)
    .orderBy('appointment_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

export async function isEntryOutdated(tx: Tx, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('invitations')
    .select(sql<boolean>`calendar_entry <> ${visibleEntry}`.as('is_outdated'))
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.is_outdated === true
}

const isExpiryUnnoted = sql<SqlBool>`expiry_noted_for is distinct from expires_at`

/** Invitations that ran out, and nobody was told. */
export async function listUnnotedExpiries(db: Reader, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('invitations')
    .select('id')
    .where(isOpen)
    .where('expires_at', '<=', now)
    .where(isExpiryUnnoted)
    .orderBy('expires_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** False where it is noted already, or the invitation is open, started or withdrawn by now. The caller holds its lock. */
export async function noteExpiry(tx: Tx, id: string, now: Date): Promise<boolean> {
  const row = await tx
    .updateTable('invitations')
    .set((eb) => ({ expiry_noted_for: eb.ref('expires_at') }))
    .where('id', '=', id)
    .where(isOpen)
    .where('expires_at', '<=', now)
    .where(isExpiryUnnoted)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
