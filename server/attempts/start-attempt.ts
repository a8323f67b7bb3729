import { resolveTimeZone } from '#contracts/fields/time-zone.ts'
import { recordAudit } from '../db/audit.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../http/app-error.ts'
import { appointmentIn } from '../invitations/appointments/store.ts'
import { postStartedEarly } from '../invitations/appointments/post-appointment.ts'
import { startPermission } from '../invitations/start-permission.ts'
import { lockForStart, markStarted } from '../invitations/store.ts'
import { closePractice } from './practice/store.ts'
import { findAttemptOf, insertAttempt } from './store.ts'

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
    const facts = { startedAt: null, revokedAt: row.revoked_at, expiresAt: row.expires_at }
    const permission = startPermission({ ...facts, appointmentAt: row.appointment_at }, start.now)
    const refusal = refusalOf(permission, start.startEarly)
    const early = permission === 'appointment'
    const attemptId = refusal === null ? await insertAttempt(tx, newAttempt(start, row)) : null
    if (attemptId === null) {
      // Whoever has started goes on, whatever became of the invitation since.
      const started = await findAttemptOf(tx, start.invitationId)
      if (started === null) throw new AppError(refusal ?? 'conflict')
      return { attemptId: started.id }
    }
    await markStarted(tx, start.invitationId, start.now)
    await recordAudit(tx, {
      at: start.now,
      actor: `candidate:${start.invitationId}`,
      action: 'attempt-started',
      subject: `attempt:${attemptId}`,
      detail: { early },
    })
    await closePractice(tx, start.invitationId, start.now)
    const was = appointmentIn(row)
    if (early && was !== null) await postStartedEarly({ deps, tx, afterCommit }, { ...start, was })
    afterCommit(() => deps.announce('board-changed', { invitationId: start.invitationId }))
    return { attemptId }
  })
}

type Permission = ReturnType<typeof startPermission>

function refusalOf(permission: Permission, startEarly: boolean): 'too_early' | 'invitation_closed' | null {
  if (permission === 'expired' || permission === 'revoked') return 'invitation_closed'
  return permission === 'appointment' && !startEarly ? 'too_early' : null
}

const newAttempt = (start: Start, invitation: Awaited<ReturnType<typeof lockForStart>>) => ({
  invitationId: start.invitationId,
  startedAt: start.now,
  baseDurationMs: invitation.duration_minutes * 60_000,
  extraTimeFactor: invitation.extra_time_factor,
  zone: start.zone === null ? null : resolveTimeZone(start.zone),
})
