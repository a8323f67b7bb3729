import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { getInvitationRow, lockInvitation } from '../store.ts'
import { cancelAppointment } from './cancel-appointment.ts'
import { remindersOf } from './reminders.ts'
import {
  appointmentIn,
  isEntryOutdated,
  listOutdatedEntries,
  listUnnotedExpiries,
  noteExpiry,
  noteFirstEntries,
  writeAppointment,
} from './store.ts'

const sweptAtOnce = 200

/**
 * Keeps the calendars of candidates true: a new entry for every appointment whose title or length is another by now, whoever changed
 * it and where, and a cancellation for one whose invitation has run out.
 */
export async function sweepAppointments(deps: Deps): Promise<void> {
  const now = await deps.clock.now()
  await noteFirstEntries(deps.db, now)
  for (const id of await listOutdatedEntries(deps.db, now, sweptAtOnce)) await renewEntry(deps, id, now)
  for (const id of await listUnnotedExpiries(deps.db, now, sweptAtOnce)) await noteExpired(deps, id, now)
}

/** Under the invitation's lock: of several servers one sends it. */
async function renewEntry(deps: Deps, invitationId: string, now: Date): Promise<void> {
  await inTransaction(deps.db, async (tx, afterCommit) => {
    await lockInvitation(tx, invitationId)
    const row = await getInvitationRow(tx, invitationId)
    const appointment = appointmentIn(row)
    const isOver = row.started_at !== null || row.revoked_at !== null || row.expires_at <= now
    if (isOver || appointment === null || !(await isEntryOutdated(tx, invitationId))) return
    const sequence = await writeAppointment(tx, { invitationId, appointment })
    await recordFact(
      { deps, tx, afterCommit },
      {
        name: 'calendar-entry-renewed',
        at: now,
        actor: 'platform',
        subjectId: invitationId,
        detail: { sequence },
        follows: { remindersDueAt: remindersOf(appointment, now) },
      },
    )
  })
}

async function noteExpired(deps: Deps, invitationId: string, now: Date): Promise<void> {
  await inTransaction(deps.db, async (tx, afterCommit) => {
    await lockInvitation(tx, invitationId)
    if (!(await noteExpiry(tx, invitationId, now))) return
    const row = await getInvitationRow(tx, invitationId)
    const cancelled = await cancelAppointment(tx, row)
    const said = { at: now, actor: 'platform', subjectId: invitationId }
    await recordFact(
      { deps, tx, afterCommit },
      { ...said, name: 'invitation-expired', follows: { cancelled } },
    )
  })
}
