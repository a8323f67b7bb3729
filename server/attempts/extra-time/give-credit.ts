import { platformReasons } from '#contracts/api/credits.ts'
import type { CreditKind } from '#contracts/clock.ts'
import type { UnitOfWork } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { faultCredit, outageCredit, shareOfOwnReach, type Interval, type Lost } from './credit-rules.ts'
import { insertCredit, ownReachPrefix, readGiven, withholdCredit, type NewCredit } from './credit-store.ts'
import { clockFactsOf, clockOf, getAttempt, lockAttempt, type AttemptRow } from '../store.ts'

export interface Fault extends Interval {
  attemptId: string
  kind: Exclude<CreditKind, 'staff'>
  /** Names the fault: it counts once an attempt. */
  cause: string
  /** Losses that are shorter are left for a later look. */
  leastMs?: number
  /** No more than this for this one fault. */
  mostMs?: number
  /** Nobody else met it, so that its cause may lie with the attempt: there is a bound on what is given for all of these. */
  isOwnReach?: boolean
  now: Date
}

const shortestMs = 1_000

/** Gives back what a fault of ours took from an attempt: once, up to the cap, and only while it is not submitted. */
export async function giveCredit(scope: UnitOfWork, fault: Fault): Promise<void> {
  const attempt = await lockAttempt(scope.tx, fault.attemptId)
  if (attempt.submitted_at !== null) return
  const rule = fault.kind === 'outage' ? outageCredit : faultCredit
  const given = await readGiven(scope.tx, attempt.id)
  const lost = rule(fault, clockFactsOf(attempt), given)
  if (lost === null || lost.amountMs < (fault.leastMs ?? shortestMs)) return
  const credit = creditFor(fault, lost)
  if (fault.isOwnReach !== true) return void (await addCredit(scope, attempt, credit))
  const cause = ownReachPrefix + fault.cause
  const { givenMs, withheldMs } = shareOfOwnReach(credit.amount_ms, given.ownReachMs)
  if (givenMs >= shortestMs) await addCredit(scope, attempt, { ...credit, amount_ms: givenMs, cause })
  if (withheldMs < shortestMs) return
  const { from, until } = lost
  await withholdCredit(scope.tx, {
    attempt_id: attempt.id,
    cause,
    kind: fault.kind,
    amount_ms: withheldMs,
    from_at: from,
    until_at: until,
  })
  scope.afterCommit(() => scope.deps.announce('board-changed', { invitationId: attempt.invitation_id }))
}

function creditFor(fault: Fault, lost: Lost): NewCredit {
  return {
    attempt_id: fault.attemptId,
    kind: fault.kind,
    amount_ms: Math.round(Math.min(lost.amountMs, fault.mostMs ?? lost.amountMs)),
    reason: platformReasons[fault.kind],
    given_by: 'platform',
    from_at: lost.from,
    until_at: lost.until,
    cause: fault.cause,
    created_at: fault.now,
  }
}

/** Writes a credit of a locked attempt, and tells everybody whose clock it moves. Answers its id, or null if it stood already. */
export async function addCredit(
  scope: UnitOfWork,
  attempt: AttemptRow,
  credit: NewCredit,
): Promise<string | null> {
  const id = await insertCredit(scope.tx, credit)
  if (id === null) return null
  const { amount_ms: amountMs, kind, reason, from_at, until_at, undoes } = credit
  const measured = from_at ? { from: isoOf(from_at), until: until_at && isoOf(until_at) } : {}
  const detail = { creditId: id, amountMs, kind, reason, ...measured }
  const at = new Date(credit.created_at)
  const clock = clockOf(await getAttempt(scope.tx, attempt.id), at)
  const follows = { invitationId: attempt.invitation_id, clock }
  const said = { at, actor: credit.given_by, subjectId: attempt.id, follows }
  if (undoes) await recordFact(scope, { ...said, name: 'credit-undone', detail: { ...detail, undoes } })
  else await recordFact(scope, { ...said, name: 'credit-given', detail })
  return id
}

const isoOf = (at: Date) => at.toISOString()

/** Tells pages how an attempt's clock stands now that something in this transaction changed it. */
export async function announceClock(
  { deps, tx, afterCommit }: UnitOfWork,
  attempt: AttemptRow,
  now: Date,
): Promise<void> {
  const clock = clockOf(await getAttempt(tx, attempt.id), now)
  afterCommit(() => {
    deps.announce('attempt-clock', { attemptId: attempt.id, clock })
    deps.announce('board-changed', { invitationId: attempt.invitation_id })
  })
}
