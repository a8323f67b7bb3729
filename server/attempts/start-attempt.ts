import { recordAudit } from '../db/audit.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../http/app-error.ts'
import { startPermission } from '../invitations/invitation-state.ts'
import { factsOf, getInvitationRow } from '../invitations/store.ts'

interface Start {
  invitationId: string
  /** The candidate confirmed that they start before their appointment. */
  startEarly: boolean
  /** Where the candidate's browser says it is; only ever shown. */
  zone: string | null
  now: Date
}

/** Starts the clock. A double click, a second tab or a repeated request answers the one attempt there is. */
export async function startAttempt(deps: Deps, start: Start): Promise<{ attemptId: string }> {
  return inTransaction(deps.db, async (tx, afterCommit) => {
    await tx.selectFrom('invitations').select('id').where('id', '=', start.invitationId).forUpdate().execute()
    const row = await getInvitationRow(tx, start.invitationId)
    if (row.attempt_id !== null) return { attemptId: row.attempt_id }
    const permission = startPermission(factsOf(row), start.now)
    if (permission === 'appointment' && !start.startEarly) throw new AppError('too_early')
    if (permission === 'expired' || permission === 'revoked') throw new AppError('invitation_closed')
    const attempt = await tx
      .insertInto('attempts')
      .values({
        invitation_id: row.id,
        started_at: start.now,
        base_duration_ms: row.manifest.durationMinutes * 60_000,
        extra_time_factor: row.extra_time_factor,
        zone: knownZone(start.zone),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await recordAudit(tx, {
      at: start.now,
      actor: `candidate:${row.id}`,
      action: 'attempt-started',
      subject: `attempt:${attempt.id}`,
      detail: { early: permission === 'appointment' },
    })
    afterCommit(() => deps.announce('board-changed', { invitationId: row.id }))
    return { attemptId: attempt.id }
  })
}

function knownZone(zone: string | null): string | null {
  try {
    return zone && new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    return null
  }
}
