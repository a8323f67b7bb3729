import type { Tx } from '../../db/connect.ts'
import type { InvitationRow } from '../store.ts'
import type { AppointmentInstant } from './resolve-appointment.ts'

export function appointmentIn(
  row: Pick<InvitationRow, 'appointment_at' | 'appointment_zone'>,
): AppointmentInstant | null {
  if (row.appointment_at === null || row.appointment_zone === null) return null
  return { at: row.appointment_at, zone: row.appointment_zone }
}

/** Answers the number of the change, by which a calendar knows the newest. */
export async function writeAppointment(
  tx: Tx,
  written: { invitationId: string; appointment: AppointmentInstant | null },
): Promise<number> {
  const { appointment_sequence: sequence } = await tx
    .updateTable('invitations')
    .set({
      appointment_at: written.appointment?.at ?? null,
      appointment_zone: written.appointment?.zone ?? null,
    })
    .set((eb) => ({ appointment_sequence: eb('appointment_sequence', '+', 1) }))
    .where('id', '=', written.invitationId)
    .returning('appointment_sequence')
    .executeTakeFirstOrThrow()
  return sequence
}
