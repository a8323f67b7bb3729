import { postMail, type PostScope } from '../../mails/post-mail.ts'
import type { InvitationRow } from '../store.ts'
import { appointmentIn, writeAppointment } from './store.ts'
import type { AppointmentInstant } from './resolve-appointment.ts'
import { remindersOf } from './reminders.ts'

interface Made {
  invitationId: string
  appointment: AppointmentInstant
  sequence: number
  now: Date
}

/** The mails ahead of an appointment. Those of an earlier one find themselves void when they are due. */
export async function postReminders(scope: PostScope, made: Made): Promise<void> {
  const { invitationId, sequence, now } = made
  for (const dueAt of remindersOf(made.appointment.at, now))
    await postMail(scope, { invitationId, kind: 'reminder', detail: { sequence }, now, dueAt })
}

interface Cancelled {
  invitationId: string
  was: AppointmentInstant
  sequence: number
  now: Date
}

/** Takes an appointment out of the candidate's calendar. */
export async function postCancellation(scope: PostScope, cancelled: Cancelled): Promise<void> {
  const { invitationId, was, sequence, now } = cancelled
  const detail = { sequence, cancelled: { startsAt: was.at.toISOString(), zone: was.zone } }
  await postMail(scope, { invitationId, kind: 'appointment_cancelled', detail, now })
}

/** Tells that an invitation was withdrawn; an appointment leaves the calendar with it. */
export async function postWithdrawal(scope: PostScope, row: InvitationRow, now: Date): Promise<void> {
  const was = appointmentIn(row)
  const mail = { invitationId: row.id, kind: 'withdrawn', now } as const
  if (was === null) return postMail(scope, mail)
  const sequence = await writeAppointment(scope.tx, { invitationId: row.id, appointment: was })
  const cancelled = { startsAt: was.at.toISOString(), zone: was.zone }
  await postMail(scope, { ...mail, detail: { sequence, cancelled } })
}

/** Whoever starts before the appointment needs it no more. */
export async function postStartedEarly(
  scope: PostScope,
  started: { invitationId: string; was: AppointmentInstant; now: Date },
): Promise<void> {
  const { invitationId, was } = started
  const sequence = await writeAppointment(scope.tx, { invitationId, appointment: was })
  await postCancellation(scope, { ...started, sequence })
}
