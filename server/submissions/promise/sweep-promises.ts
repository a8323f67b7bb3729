import { lockAttempt } from '../../attempts/store.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { outOfNight } from '../../mails/out-of-night.ts'
import {
  findAnsweredAt,
  listPromises,
  listUntold,
  writeTold,
  type PromiseRow,
  type TellStep,
} from './promise-store.ts'

const toldAtOnce = 200

const factOf = {
  half_used: 'promise-half-used',
  nearly_due: 'promise-nearly-due',
  broken: 'promise-broken',
} as const satisfies Record<TellStep, string>

/** Tells, once each, that half of the time for an answer is used, that most of it is, and that a promise was broken. */
export async function sweepPromises(deps: Deps): Promise<void> {
  const now = await deps.clock.now()
  for (const attemptId of await listUntold(deps.db, now, toldAtOnce))
    await tellWhatIsDue(deps, attemptId, now)
}

/** Under the attempt's lock, so that of several servers one tells, and nothing is told of what was answered meanwhile. */
async function tellWhatIsDue(deps: Deps, attemptId: string, now: Date): Promise<void> {
  await inTransaction(deps.db, async (tx, afterCommit) => {
    const attempt = await lockAttempt(tx, attemptId)
    const [promise] = await listPromises(tx, attemptId)
    const candidateDueAt = outOfNight(now, attempt.zone ?? deps.config.organisationZone)
    if (promise === undefined || (await findAnsweredAt(tx, attemptId)) !== null) return
    for (const step of untoldSteps(promise, now)) {
      await writeTold(tx, { attemptId, seq: promise.seq, step, now })
      const said = {
        at: now,
        actor: 'platform',
        subjectId: attemptId,
        detail: { dueAt: promise.due_at.toISOString(), seq: promise.seq },
      }
      const follows = { invitationId: attempt.invitation_id, candidateDueAt }
      await recordFact({ deps, tx, afterCommit }, { ...said, name: factOf[step], follows })
    }
  })
}

/** A server that was down says all that it missed; the mails of what was overtaken are dropped when they are written. */
function untoldSteps(promise: PromiseRow, now: Date): TellStep[] {
  const steps: { step: TellStep; at: Date; told: Date | null }[] = [
    { step: 'half_used', at: promise.half_used_at, told: promise.half_used_told_at },
    { step: 'nearly_due', at: promise.nearly_due_at, told: promise.nearly_due_told_at },
    { step: 'broken', at: promise.due_at, told: promise.broken_told_at },
  ]
  return steps.filter(({ at, told }) => told === null && at <= now).map(({ step }) => step)
}
