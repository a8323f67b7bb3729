import type { CancelledAppointment } from '#contracts/facts.ts'
import type { Tx } from '../../db/connect.ts'
import { appointmentIn, writeAppointment } from './store.ts'

/**
 * Counts up the appointment of an invitation that needs it no more, so that the reminders ahead of it are void and the calendar takes
 * the cancellation. Answers what was cancelled, or null where there was none.
 */
export async function cancelAppointment(
  tx: Tx,
  row: Parameters<typeof appointmentIn>[0] & { id: string },
): Promise<CancelledAppointment | null> {
  const was = appointmentIn(row)
  if (was === null) return null
  const sequence = await writeAppointment(tx, { invitationId: row.id, appointment: was })
  return { sequence, startsAt: was.at.toISOString(), zone: was.zone }
}
