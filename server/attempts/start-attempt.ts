import { resolveTimeZone } from '#contracts/fields/time-zone.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { recordFact } from '../facts/record-fact.ts'
import { AppError } from '../http/app-error.ts'
import { cancelAppointment } from '../invitations/appointments/cancel-appointment.ts'
import { closedBecause, startFactsOf, startPermission } from '../invitations/start-permission.ts'
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
    const permission = startPermission(startFactsOf(row), start.now)
    const attempt = newAttempt(start, row)
    const refusal = refusalOf(permission, start.startEarly) ?? (attempt === null ? 'exercise_unchosen' : null)
    const early = permission === 'appointment'
    const attemptId = refusal === null && attempt !== null ? await insertAttempt(tx, attempt) : null
    if (attemptId === null) {
      // Whoever has started goes on, whatever became of the invitation since.
      const started = await findAttemptOf(tx, start.invitationId)
      if (started === null) throw new AppError(refusal ?? 'conflict')
      return { attemptId: started.id }
    }
    await markStarted(tx, start.invitationId, start.now)
    const cancelled = early ? await cancelAppointment(tx, { ...row, id: start.invitationId }) : null
    await recordFact(
      { deps, tx, afterCommit },
      {
        at: start.now,
        actor: `candidate:${start.invitationId}`,
        name: 'attempt-started',
        subjectId: attemptId,
        detail: { early },
        follows: { invitationId: start.invitationId, cancelled },
      },
    )
    await closePractice(tx, start.invitationId, start.now)
    return { attemptId }
  })
}

type Permission = ReturnType<typeof startPermission>

const refusalOf = (permission: Permission, startEarly: boolean) =>
  closedBecause(permission) ?? (permission === 'appointment' && !startEarly ? 'too_early' : null)

/** Null while no exercise is chosen. */
function newAttempt(start: Start, invitation: Awaited<ReturnType<typeof lockForStart>>) {
  if (invitation.duration_minutes === null) return null
  return {
    invitationId: start.invitationId,
    startedAt: start.now,
    baseDurationMs: invitation.duration_minutes * 60_000,
    extraTimeFactor: invitation.extra_time_factor,
    zone: start.zone === null ? null : resolveTimeZone(start.zone),
  }
}
