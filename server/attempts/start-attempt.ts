import { recordAudit } from '../db/audit.ts'
import type { Tx } from '../db/connect.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../http/app-error.ts'
import { startPermission } from '../invitations/invitation-state.ts'
import { lockForStart } from '../invitations/store.ts'

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
    const row = await lockForStart(tx, start.invitationId)
    const started = await findStarted(tx, start.invitationId)
    if (started !== null) return { attemptId: started }
    const facts = { startedAt: null, revokedAt: row.revoked_at, expiresAt: row.expires_at }
    const permission = startPermission({ ...facts, appointmentAt: row.appointment_at }, start.now)
    if (permission === 'appointment' && !start.startEarly) throw new AppError('too_early')
    if (permission === 'expired' || permission === 'revoked') throw new AppError('invitation_closed')
    const attempt = await tx
      .insertInto('attempts')
      .values({
        invitation_id: start.invitationId,
        started_at: start.now,
        base_duration_ms: row.duration_minutes * 60_000,
        extra_time_factor: row.extra_time_factor,
        zone: knownZone(start.zone),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await recordAudit(tx, {
      at: start.now,
      actor: `candidate:${start.invitationId}`,
      action: 'attempt-started',
      subject: `attempt:${attempt.id}`,
      detail: { early: permission === 'appointment' },
    })
    afterCommit(() => deps.announce('board-changed', { invitationId: start.invitationId }))
    return { attemptId: attempt.id }
  })
}

/** The attempt that an invitation was started with. */
export async function findStarted(tx: Tx, invitationId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('attempts')
    .select('id')
    .where('invitation_id', '=', invitationId)
    .executeTakeFirst()
  return row?.id ?? null
}

function knownZone(zone: string | null): string | null {
  try {
    return zone && new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    return null
  }
}
