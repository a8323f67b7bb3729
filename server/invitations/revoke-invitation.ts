import { inTransaction } from '../db/transaction.ts'
import type { Deps, UnitOfWork } from '../deps.ts'
import { recordFact } from '../facts/record-fact.ts'
import { AppError } from '../http/app-error.ts'
import { cancelAppointment } from './appointments/cancel-appointment.ts'
import { getInvitationRow, lockInvitation, writeRevoked } from './store.ts'

interface Revocation {
  invitationId: string
  actor: string
  now: Date
}

/** Withdraws an invitation that was not started. Twice is nothing new. */
export async function revokeInvitation(deps: Deps, asked: Revocation): Promise<void> {
  await inTransaction(deps.db, async (tx, afterCommit) =>
    revokeInvitationIn({ deps, tx, afterCommit }, asked),
  )
}

/** As a part of somebody's transaction. */
export async function revokeInvitationIn(
  scope: UnitOfWork,
  { invitationId, actor, now }: Revocation,
): Promise<void> {
  const { tx } = scope
  await lockInvitation(tx, invitationId)
  const row = await getInvitationRow(tx, invitationId)
  if (row.started_at !== null) throw new AppError('already_started')
  if (row.revoked_at !== null) return
  await writeRevoked(tx, invitationId, now)
  const follows = { cancelled: await cancelAppointment(tx, row) }
  await recordFact(scope, { at: now, actor, name: 'invitation-revoked', subjectId: invitationId, follows })
}
