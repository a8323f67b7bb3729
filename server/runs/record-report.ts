import type { RunReport } from '#contracts/jobs.ts'
import type { RunResult } from '#contracts/runs.ts'
import { getAttempt } from '../attempts/store.ts'
import type { Tx } from '../db/connect.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps, UnitOfWork } from '../deps.ts'
import { getChecksSha256 } from '../exercises/store.ts'
import { recordFact } from '../facts/record-fact.ts'
import { announceRun } from './announce-run.ts'
import { recordPlatformError } from './platform-error.ts'
import { findWaiting, finishRun, lockRun, returnToQueue, type LockedRun } from './store.ts'

/**
 * Records a worker's report, at most once a run. A report of a claim that was fenced off or is another worker's, or of a run
 * that has ended, is dropped: the same report may come twice, and two workers may have run the same thing.
 */
export async function recordReport(
  deps: Deps,
  report: RunReport,
): Promise<'recorded' | 'dropped' | 'retried'> {
  const now = await deps.clock.now()
  return inTransaction(deps.db, async (tx, afterCommit) => {
    const run = await lockRun(tx, report.runId)
    if (run === null || run.state !== 'running') return 'dropped'
    if (run.claim_no !== report.claimNo || run.worker_id !== report.workerId) return 'dropped'
    if (report.outcome.kind === 'platform_error') {
      const ended = await recordPlatformError({ deps, tx, afterCommit }, run, {
        message: report.outcome.message,
        now,
      })
      if (ended) {
        await enqueueNext({ deps, tx, afterCommit }, run)
        return 'recorded'
      }
    }
    if (report.outcome.kind !== 'verdict') {
      await returnToQueue(tx, run, now)
      if (run.kind === 'graded') afterCommit(() => deps.jobs.enqueue(run))
      else await enqueueNext({ deps, tx, afterCommit }, run)
      afterCommit(() => announceRun(deps, run))
      return 'retried'
    }
    const attempt = await getAttempt(tx, run.attempt_id)
    const result = await withChecks(tx, run, report.outcome.result)
    await finishRun(tx, { id: run.id, claimNo: report.claimNo, result, now })
    await enqueueNext({ deps, tx, afterCommit }, run)
    if (run.kind === 'graded')
      await sayGraded({ deps, tx, afterCommit }, run, { invitationId: attempt.invitation_id, now })
    afterCommit(() => {
      deps.metrics.runsFinished.inc({ kind: run.kind, verdict: result.verdict })
      announceRun(deps, run, result.verdict)
    })
    return 'recorded'
  })
}

const sayGraded = (scope: UnitOfWork, run: LockedRun, of: { invitationId: string; now: Date }) =>
  recordFact(scope, {
    ...{ at: of.now, actor: 'platform', name: 'submission-graded', subjectId: run.attempt_id },
    detail: { runId: run.id, regradeId: run.regrade_id },
    follows: { invitationId: of.invitationId },
  })

/** The worker says where and under what it ran; by which checks is known here. */
async function withChecks(tx: Tx, run: LockedRun, result: RunResult): Promise<RunResult> {
  if (run.kind === 'visible' || result.provenance === undefined) return result
  const checksSha256 = await getChecksSha256(tx, run.checks_version_id)
  return { ...result, provenance: { ...result.provenance, checksSha256 } }
}

/** Whatever of this attempt waits may go now: the run that was given back, or a click that waited for this one to end. */
async function enqueueNext({ deps, tx, afterCommit }: UnitOfWork, run: LockedRun): Promise<void> {
  const waiting = await findWaiting(tx, run.attempt_id)
  if (waiting !== null) afterCommit(() => deps.jobs.enqueue(waiting))
}
