import type { RunReport } from '#contracts/jobs.ts'
import { findAttempt } from '../attempts/store.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { failForUs, type LockedRun } from './platform-error.ts'
import { findWaiting, finishRun, lockRun, returnToQueue } from './store.ts'

/**
 * Records a worker's report, at most once a run. A report of a claim that was fenced off, or of a run that has ended, is
 * dropped: the same report may come twice, and two workers may have run the same thing.
 */
export async function recordReport(
  deps: Deps,
  report: RunReport,
): Promise<'recorded' | 'dropped' | 'retried'> {
  const now = await deps.clock.now()
  return inTransaction(deps.db, async (tx, afterCommit) => {
    const run = await lockRun(tx, report.runId)
    if (run === null || run.state !== 'running' || run.claim_no !== report.claimNo) return 'dropped'
    if (report.outcome.kind === 'platform_error') {
      const ended = await failForUs({ deps, tx, afterCommit }, run, { message: report.outcome.message, now })
      if (ended) {
        await ringNext({ deps, tx, afterCommit }, run)
        return 'recorded'
      }
    }
    if (report.outcome.kind !== 'verdict') {
      await returnToQueue(tx, run, now)
      if (run.kind === 'graded') afterCommit(() => deps.doorbell.ring(run))
      else await ringNext({ deps, tx, afterCommit }, run)
      afterCommit(() => deps.announce('run-changed', { attemptId: run.attempt_id, runId: run.id }))
      return 'retried'
    }
    const { result } = report.outcome
    await finishRun(tx, { id: run.id, claimNo: report.claimNo, result, now })
    await ringNext({ deps, tx, afterCommit }, run)
    const attempt = await findAttempt(tx, run.attempt_id)
    afterCommit(() => {
      deps.metrics.runsFinished.inc({ kind: run.kind, verdict: result.verdict })
      deps.announce('run-changed', { attemptId: run.attempt_id, runId: run.id })
      if (run.kind === 'graded' && attempt !== null) {
        deps.announce('board-changed', { invitationId: attempt.invitation_id })
      }
    })
    return 'recorded'
  })
}

type Scope = Parameters<typeof failForUs>[0]

/** Whatever of this attempt waits may go now: the run that was given back, or a click that waited for this one to end. */
async function ringNext({ deps, tx, afterCommit }: Scope, run: LockedRun): Promise<void> {
  const waiting = await findWaiting(tx, run.attempt_id)
  if (waiting !== null) afterCommit(() => deps.doorbell.ring(waiting))
}
