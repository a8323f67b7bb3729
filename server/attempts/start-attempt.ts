import { resolveTimeZone } from '#contracts/time-zone.ts'
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../http/app-error.ts'
import { appointmentIn } from '../invitations/appointments/store.ts'
import { postStartedEarly } from '../invitations/appointments/post-appointment.ts'
import { startPermission } from '../invitations/invitation-state.ts'
import { lockForStart } from '../invitations/store.ts'
import { closePractice } from './practice/close-practice.ts'

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
    const attempt = refusal === null ? await insertAttempt(tx, { ...start, early }, row) : undefined
    if (attempt === undefined) {
      // Whoever has started goes on, whatever became of the invitation since.
      const started = await findStarted(tx, start.invitationId)
      if (started === null) throw new AppError(refusal ?? 'conflict')
      return { attemptId: started }
    }
    await closePractice(tx, start.invitationId, start.now)
    const was = appointmentIn(row)
    if (early && was !== null) await postStartedEarly({ deps, tx, afterCommit }, { ...start, was })
    afterCommit(() => deps.announce('board-changed', { invitationId: start.invitationId }))
    return { attemptId: attempt.id }
  })
}

type Permission = ReturnType<typeof startPermission>

function refusalOf(permission: Permission, startEarly: boolean): 'too_early' | 'invitation_closed' | null {
  if (permission === 'expired' || permission === 'revoked') return 'invitation_closed'
  return permission === 'appointment' && !startEarly ? 'too_early' : null
}

/** With its line in the record. Nothing where the invitation was started before. */
async function insertAttempt(
  tx: Tx,
  start: Start & { early: boolean },
  invitation: Awaited<ReturnType<typeof lockForStart>>,
) {
  const attempt = tx
    .insertInto('attempts')
    .values({
      invitation_id: start.invitationId,
      started_at: start.now,
      base_duration_ms: invitation.duration_minutes * 60_000,
      extra_time_factor: invitation.extra_time_factor,
      zone: start.zone === null ? null : resolveTimeZone(start.zone),
    })
    .onConflict((conflict) => conflict.column('invitation_id').doNothing())
    .returning('id')
  return tx
    .with('attempt', () => attempt)
    .with('noted', (cte) =>
      cte
        .insertInto('audit')
        .columns(['at', 'actor', 'action', 'subject', 'detail'])
        .expression(
          cte
            .selectFrom('attempt')
            .select([
              sql<Date>`${start.now}::timestamptz`.as('at'),
              sql<string>`${`candidate:${start.invitationId}`}`.as('actor'),
              sql<string>`'attempt-started'`.as('action'),
              sql<string>`'attempt:' || attempt.id`.as('subject'),
              sql<string>`${JSON.stringify({ early: start.early })}::jsonb`.as('detail'),
            ]),
        ),
    )
    .selectFrom('attempt')
    .select('id')
    .executeTakeFirst()
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
