import type { AppointmentRequest } from '#contracts/api/invitations/invitations.ts'
import type { Tx } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { AppError } from '../../http/app-error.ts'
import { closedBecause, startFactsOf, startPermission } from '../start-permission.ts'
import { getInvitationRow, lockInvitation, type InvitationRow } from '../store.ts'
import { appointmentIn, writeAppointment } from './store.ts'
import { remindersOf } from './reminders.ts'
import { resolveAppointment, type AppointmentInstant } from './resolve-appointment.ts'

interface Change {
  invitationId: string
  now: Date
}

/** The candidate picks a moment, or another one. Asking for the one that is set changes nothing and mails nobody. */
export async function setAppointment(
  deps: Deps,
  change: Change & { request: AppointmentRequest },
): Promise<AppointmentInstant> {
  return inTransaction(deps.db, async (tx, afterCommit) => {
    const { invitationId, now } = change
    const row = await lockChangeable(tx, change)
    const bounds = { now, expiresAt: row.expires_at, field: 'body' }
    const appointment = resolveAppointment(change.request, bounds)
    const before = appointmentIn(row)
    if (before?.at.getTime() === appointment.at.getTime() && before.zone === appointment.zone)
      return appointment
    const sequence = await writeAppointment(tx, { invitationId, appointment, by: 'candidate' })
    const instants = { before: before?.at.toISOString() ?? null, after: appointment.at.toISOString() }
    await recordFact(
      { deps, tx, afterCommit },
      {
        ...saidBy(change),
        name: 'appointment-set',
        detail: { ...instants, zone: appointment.zone },
        follows: { sequence, remindersDueAt: remindersOf(appointment, now) },
      },
    )
    return appointment
  })
}

/** Gives the appointment up; the calendar is told. Without one nothing happens. */
export async function dropAppointment(deps: Deps, change: Change): Promise<void> {
  await inTransaction(deps.db, async (tx, afterCommit) => {
    const { invitationId } = change
    const row = await lockChangeable(tx, change)
    const was = appointmentIn(row)
    if (was === null) return
    // Without one nothing could be picked any more.
    if (row.schedule_by !== null && row.schedule_by < change.now)
      throw new AppError('schedule_by_passed', {
        next: 'Move the appointment instead; that is still possible.',
      })
    const sequence = await writeAppointment(tx, { invitationId, appointment: null })
    const startsAt = was.at.toISOString()
    await recordFact(
      { deps, tx, afterCommit },
      {
        ...saidBy(change),
        name: 'appointment-dropped',
        detail: { before: startsAt, after: null },
        follows: { cancelled: { sequence, startsAt, zone: was.zone } },
      },
    )
  })
}

async function lockChangeable(tx: Tx, { invitationId, now }: Change): Promise<InvitationRow> {
  await lockInvitation(tx, invitationId)
  const row = await getInvitationRow(tx, invitationId)
  if (row.started_at !== null) throw new AppError('already_started')
  const closed = closedBecause(startPermission(startFactsOf(row), now))
  if (closed !== null) throw new AppError(closed)
  return row
}

const saidBy = ({ invitationId, now }: Change) => ({
  at: now,
  actor: `candidate:${invitationId}`,
  subjectId: invitationId,
})
