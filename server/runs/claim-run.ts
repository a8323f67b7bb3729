import { claimLeaseMs, type ClaimedRun } from '#contracts/api/worker.ts'
import { findAttempt, type AttemptRow } from '../attempts/store.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Reader } from '../db/connect.ts'
import type { Deps } from '../deps.ts'
import { getVersion } from '../exercises/store.ts'
import { readRevision } from '../workspaces/store.ts'
import { announceRun } from './announce-run.ts'
import { checkIdsOf, getChecks } from './checks.ts'
import { failForUs, type LockedRun } from './platform-error.ts'
import { isAttemptBusy, lockRun } from './store.ts'

type Claim = ClaimedRun | { status: 'gone' }

/**
 * Gives a run to a worker. Each claim counts up, which fences off whoever held the run before: their report will not be
 * recorded. A run that is claimed while it already runs has lost its worker, and that counts as our error.
 */
export async function claimRun(
  deps: Deps,
  claim: { runId: string; workerId: string; now: Date },
): Promise<Claim> {
  const claimed = await inTransaction(deps.db, async (tx, afterCommit) => {
    const run = await lockRun(tx, claim.runId)
    if (run === null || run.state === 'finished' || run.state === 'superseded') return null
    // It stays in the queue, and is rung for again when the other has ended.
    if (run.state === 'queued' && (await isAttemptBusy(tx, run, claim.now))) return null
    if (run.state === 'running') {
      const message = 'The worker that held this run disappeared'
      const ended = await failForUs({ deps, tx, afterCommit }, run, { message, now: claim.now })
      if (ended) return null
    }
    const claimNo = run.claim_no + 1
    await tx
      .updateTable('runs')
      .set({
        state: 'running',
        claim_no: claimNo,
        worker_id: claim.workerId,
        lease_until: new Date(claim.now.getTime() + claimLeaseMs),
        started_at: run.started_at ?? claim.now,
      })
      .where('id', '=', run.id)
      .execute()
    afterCommit(() => announceRun(deps, run))
    return { ...run, claim_no: claimNo }
  })
  return claimed === null ? { status: 'gone' } : contentOf(deps.db, claimed)
}

async function contentOf(db: Reader, run: LockedRun): Promise<Claim> {
  const attempt: AttemptRow | null = await findAttempt(db, run.attempt_id)
  if (attempt === null) return { status: 'gone' }
  const version = await getVersion(db, attempt.exercise_version_id)
  const files = await readRevision(db, attempt, run.revision)
  const { manifest } = version
  const checks = await getChecks(db, run, attempt)
  return {
    status: 'claimed',
    runId: run.id,
    attemptId: run.attempt_id,
    claimNo: run.claim_no,
    kind: run.kind,
    language: manifest.language,
    entryFile: manifest.entryFile,
    files: [...files].map(([path, content]) => ({ path, content })),
    limits: checks.manifest.limits[run.kind],
    graded:
      run.kind === 'graded' ? { probeFiles: checks.probes, ...checkIdsOf(checks.manifest.checks) } : null,
  }
}

export async function heartbeatRun(
  deps: Deps,
  beat: { runId: string; claimNo: number; now: Date },
): Promise<{ goOn: boolean }> {
  const row = await deps.db
    .updateTable('runs')
    .set({ lease_until: new Date(beat.now.getTime() + claimLeaseMs) })
    .where('id', '=', beat.runId)
    .where('claim_no', '=', beat.claimNo)
    .where('state', '=', 'running')
    .returning('id')
    .executeTakeFirst()
  return { goOn: row !== undefined }
}
