import { platformReasons } from '#contracts/api/credits.ts'
import { deadline } from '#contracts/clock.ts'
import type { Tx } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps, UnitOfWork } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { AppError, fieldError } from '../../http/app-error.ts'
import { getInvitationRow, lockInvitation, writeExtraTimeFactor } from '../../invitations/store.ts'
import { accommodationMs, listCredits, type NewCredit } from './credit-store.ts'
import { addCredit } from './give-credit.ts'
import { clockFactsOf, findAttemptOf, lockAttempt, type AttemptRow } from '../store.ts'

interface Change {
  invitationId: string
  /** The colleague who decides. */
  by: string
  now: Date
}

/** More time by hand, beyond the platform's own cap if need be. */
export async function giveTime(
  deps: Deps,
  change: Change & { minutes: number; reason: string },
): Promise<{ creditId: string }> {
  return inTransaction(deps.db, async (tx, afterCommit) => {
    const attempt = await lockUnsubmitted(tx, change.invitationId)
    const credit = staffCredit(attempt, change, { amountMs: change.minutes * 60_000, reason: change.reason })
    const creditId = await addCredit({ deps, tx, afterCommit }, attempt, credit)
    if (creditId === null) throw new AppError('conflict')
    return { creditId }
  })
}

/** Takes a credit back by a negative entry that names it. It never ends an attempt in the past: work done since would be lost. */
export async function undoCredit(deps: Deps, change: Change & { creditId: string }): Promise<void> {
  await inTransaction(deps.db, async (tx, afterCommit) => {
    const attempt = await lockUnsubmitted(tx, change.invitationId)
    const credits = await listCredits(tx, attempt.id)
    const credit = credits.find(({ id }) => id === change.creditId)
    if (credit === undefined) throw new AppError('not_found')
    if (credit.undone_at !== null) return
    if (deadline(clockFactsOf(attempt)).getTime() - credit.amount_ms <= change.now.getTime())
      throw new AppError('conflict', {
        message: 'This time is being used already: taking it back would end the exercise in the past.',
      })
    await addCredit({ deps, tx, afterCommit }, attempt, {
      ...staffCredit(attempt, change, { amountMs: -credit.amount_ms, reason: credit.reason }),
      kind: credit.kind,
      undoes: credit.id,
    })
  })
}

/** Agrees on extra time: for the start that is to come, or as a credit while the clock runs. */
export async function setExtraTime(deps: Deps, change: Change & { factor: number }): Promise<void> {
  await inTransaction(deps.db, (tx, afterCommit) => setExtraTimeIn({ deps, tx, afterCommit }, change))
}

/** The same as a part of something larger. */
export async function setExtraTimeIn(scope: UnitOfWork, change: Change & { factor: number }): Promise<void> {
  const { tx } = scope
  // The lock that a start takes too: a factor counts either for the start or for the attempt.
  await lockInvitation(tx, change.invitationId)
  const row = await getInvitationRow(tx, change.invitationId)
  if (row.started_at !== null) return extendAttempt(scope, change)
  if (row.opened_at !== null && change.factor < row.extra_time_factor)
    throw promisedMore(row.extra_time_factor)
  await writeExtraTimeFactor(tx, row.id, change.factor)
  await recordFact(scope, {
    at: change.now,
    actor: `staff:${change.by}`,
    name: 'extra-time-set',
    subjectId: row.id,
    detail: { factor: change.factor, before: row.extra_time_factor },
  })
}

async function extendAttempt(scope: UnitOfWork, change: Change & { factor: number }): Promise<void> {
  const attempt = await lockUnsubmitted(scope.tx, change.invitationId)
  const agreedMs = accommodationMs(await listCredits(scope.tx, attempt.id))
  const promisedMs = attempt.base_duration_ms * attempt.extra_time_factor + agreedMs
  const moreMs = Math.round(attempt.base_duration_ms * change.factor - promisedMs)
  if (moreMs < 0) throw promisedMore(promisedMs / attempt.base_duration_ms)
  if (moreMs === 0) return
  const credit = staffCredit(attempt, change, { amountMs: moreMs, reason: platformReasons.accommodation })
  await addCredit(scope, attempt, credit)
}

const promisedMore = (factor: number) =>
  fieldError('body.factor', `the candidate was promised ${Number(factor.toFixed(2))} times the usual time`)

async function lockUnsubmitted(tx: Tx, invitationId: string): Promise<AttemptRow> {
  const { id } = await getInvitationRow(tx, invitationId)
  const started = await findAttemptOf(tx, id)
  if (started === null)
    throw new AppError('conflict', {
      message: 'The exercise is not started, so no clock runs. Set extra time for the start instead.',
    })
  const attempt = await lockAttempt(tx, started.id)
  if (attempt.submitted_at !== null) throw new AppError('already_submitted')
  return attempt
}

function staffCredit(
  attempt: AttemptRow,
  change: Change,
  credit: { amountMs: number; reason: string },
): NewCredit {
  return {
    attempt_id: attempt.id,
    kind: 'staff',
    amount_ms: credit.amountMs,
    reason: credit.reason,
    given_by: `staff:${change.by}`,
    from_at: null,
    until_at: null,
    cause: null,
    created_at: change.now,
  }
}
