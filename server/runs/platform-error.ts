import type { RunResult } from '#contracts/runs.ts'
import { runFaultCapMs } from '../attempts/extra-time/credit-rules.ts'
import { giveCredit } from '../attempts/extra-time/give-credit.ts'
import { getAttempt } from '../attempts/store.ts'
import type { Tx } from '../db/connect.ts'
import type { UnitOfWork } from '../deps.ts'
import { recordFact } from '../facts/record-fact.ts'
import { announceRun } from './announce-run.ts'
import { isFailedRunAtWork, lockLastTries, writePlatformErrors } from './claim-store.ts'
import { finishRun, type LockedRun } from './store.ts'

/** How often a run is tried again after an error of ours before it is given up. */
export const platformRetries = 2

function platformErrorResult(message: string): RunResult {
  return {
    verdict: 'platform_error',
    cause: `This was our fault, not your code's: ${message.slice(0, 300)}. It was tried ${platformRetries + 1} times.`,
    tests: [],
    evidence: [],
    output: '',
    outputTruncated: false,
    durationMs: 0,
    image: '',
  }
}

/** Counts an error of ours against a run; answers whether that ended it. It never costs the candidate anything. */
export async function recordPlatformError(
  scope: UnitOfWork,
  run: LockedRun,
  fault: { message: string; now: Date },
): Promise<boolean> {
  const { deps, tx, afterCommit } = scope
  const errors = run.platform_errors + 1
  await writePlatformErrors(tx, run.id, errors)
  deps.log.warn({ runId: run.id, errors, fault: fault.message }, 'a run failed for a reason of ours')
  if (errors <= platformRetries) return false
  await finishRun(tx, {
    id: run.id,
    claimNo: run.claim_no,
    result: platformErrorResult(fault.message),
    now: fault.now,
  })
  const attempt = await getAttempt(tx, run.attempt_id)
  await recordFact(scope, {
    at: fault.now,
    actor: 'platform',
    name: 'run-given-up',
    subjectId: run.attempt_id,
    detail: { runId: run.id, kind: run.kind, regradeId: run.regrade_id, fault: fault.message.slice(0, 300) },
    follows: { invitationId: attempt.invitation_id },
  })
  if (run.kind === 'visible') await giveBackRun(scope, run, fault.now)
  afterCommit(() => {
    deps.metrics.runsFinished.inc({ kind: run.kind, verdict: 'platform_error' })
    announceRun(deps, run, 'platform_error')
  })
  return true
}

/** The candidate waited for nothing from the click to the end. */
async function giveBackRun(scope: UnitOfWork, run: LockedRun, now: Date): Promise<void> {
  await giveCredit(scope, {
    attemptId: run.attempt_id,
    kind: 'platform_error',
    from: run.created_at,
    until: now,
    cause: `run ${run.id}`,
    mostMs: runFaultCapMs,
    isOwnReach: true,
    now,
  })
}

/**
 * Whether a run has to wait because it, or one that is at work, is on its last try. A run that takes its worker down takes
 * whatever runs beside it along, and those come back together; so no last try runs beside one that failed for us before.
 */
export async function mustRunExclusively(
  tx: Tx,
  run: Pick<LockedRun, 'id' | 'platform_errors'>,
  now: Date,
): Promise<boolean> {
  if (run.platform_errors === 0) return false
  await lockLastTries(tx)
  const isLastTry = run.platform_errors >= platformRetries
  const leastErrors = isLastTry ? 1 : platformRetries
  return isFailedRunAtWork(tx, { exceptId: run.id, leastErrors, now })
}
