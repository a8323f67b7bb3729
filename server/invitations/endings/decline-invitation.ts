import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { AppError } from '../../http/app-error.ts'
import { cancelAppointment } from '../appointments/cancel-appointment.ts'
import { getInvitationRow, lockInvitation, writeDeclined } from '../store.ts'

interface Decline {
  invitationId: string
  /** What the candidate says about it; may be nothing. */
  reason: string
  now: Date
}

/** "No, thank you": nothing of the invitation reminds or can be started any more, and the recruiter is told. Twice is nothing new. */
export async function declineInvitation(deps: Deps, { invitationId, reason, now }: Decline): Promise<void> {
  await inTransaction(deps.db, async (tx, afterCommit) => {
    await lockInvitation(tx, invitationId)
    const row = await getInvitationRow(tx, invitationId)
    if (row.started_at !== null) throw new AppError('already_started')
    if (row.revoked_at !== null) throw new AppError('invitation_closed')
    if (row.declined_at !== null) return
    await writeDeclined(tx, invitationId, { at: now, reason: reason === '' ? null : reason })
    const follows = { cancelled: await cancelAppointment(tx, row) }
    const actor = `candidate:${invitationId}`
    await recordFact(
      { deps, tx, afterCommit },
      { at: now, actor, name: 'invitation-declined', subjectId: invitationId, follows },
    )
  })
}

interface Reopening {
  invitationId: string
  by: string
  now: Date
}

/** Takes a "no, thank you" back, after the candidate has changed their mind: they get a link again. */
export async function reopenInvitation(deps: Deps, { invitationId, by, now }: Reopening): Promise<void> {
  await inTransaction(deps.db, async (tx, afterCommit) => {
    await lockInvitation(tx, invitationId)
    const row = await getInvitationRow(tx, invitationId)
    if (row.declined_at === null) return
    if (row.expires_at <= now)
      throw new AppError('invitation_closed', { next: 'Extend it first, then take it up again.' })
    await writeDeclined(tx, invitationId, { at: null, reason: null })
    await recordFact(
      { deps, tx, afterCommit },
      { at: now, actor: `staff:${by}`, name: 'invitation-reopened', subjectId: invitationId },
    )
  })
}
