import { claimLeaseMs, type ClaimedRun } from '#contracts/api/worker.ts'
import { shareOutChecks } from '#contracts/exercise-manifest.ts'
import { findAttempt, type AttemptRow } from '../attempts/store.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Reader } from '../db/connect.ts'
import type { Deps, UnitOfWork } from '../deps.ts'
import { getChecks, getManifest } from '../exercises/store.ts'
import { recordFact } from '../facts/record-fact.ts'
import { readState } from '../workspaces/store.ts'
import { announceRun } from './announce-run.ts'
import { writeClaim, writeLease } from './claim-store.ts'
import { recordPlatformError, mustRunExclusively } from './platform-error.ts'
import { isAttemptBusy, lockRun, returnToQueue, type LockedRun } from './store.ts'

type Claim = ClaimedRun | { status: 'gone' }

/**
 * Gives a run to a worker. Each claim counts up, which fences off whoever held the run before: their report will not be
 * recorded. A run whose lease has run out has lost its worker, and that counts as our error; while it lasts, the job came twice.
 */
export async function claimRun(
  deps: Deps,
  claim: { runId: string; workerId: string; now: Date },
): Promise<Claim> {
  const claimed = await inTransaction(deps.db, async (tx, afterCommit) => {
    const run = await lockRun(tx, claim.runId)
    if (run === null || run.state === 'finished' || run.state === 'superseded') return null
    const scope = { deps, tx, afterCommit }
    if (!(await mayBegin(scope, run, claim.now))) return null
    const claimNo = run.claim_no + 1
    await writeClaim(tx, {
      runId: run.id,
      claimNo,
      workerId: claim.workerId,
      startedAt: run.started_at ?? claim.now,
      leaseUntil: new Date(claim.now.getTime() + claimLeaseMs),
    })
    await recordFact(scope, {
      at: claim.now,
      actor: 'platform',
      name: 'run-claimed',
      subjectId: run.id,
      detail: { claimNo, workerId: claim.workerId },
    })
    afterCommit(() => announceRun(deps, run))
    return { ...run, claim_no: claimNo }
  })
  return claimed === null ? { status: 'gone' } : contentOf(deps.db, claimed)
}

/** Counts the loss of a worker; what may not begin for another reason waits in the queue, and is enqueued again. */
async function mayBegin(scope: UnitOfWork, run: LockedRun, now: Date): Promise<boolean> {
  const { deps, tx, afterCommit } = scope
  const isLost = run.state === 'running'
  if (isLost) {
    if (isLeased(run, now)) return false
    const ended = await recordPlatformError(scope, run, {
      message: 'The worker that held this run disappeared',
      now,
    })
    if (ended) return false
  }
  const errors = run.platform_errors + (isLost ? 1 : 0)
  const isApart = await mustRunExclusively(tx, { id: run.id, platform_errors: errors }, now)
  if (!isApart && !(await isAttemptBusy(tx, run, now))) return true
  if (isLost) {
    await returnToQueue(tx, run, now)
    afterCommit(() => announceRun(deps, run))
  }
  return false
}

async function contentOf(db: Reader, run: LockedRun): Promise<Claim> {
  const attempt: AttemptRow | null = await findAttempt(db, run.attempt_id)
  if (attempt === null) return { status: 'gone' }
  const { files, executables } = await readState(db, attempt, run.revision)
  const manifest = await getManifest(db, attempt.exercise_version_id)
  const checks = run.kind === 'graded' ? await getChecks(db, run.checks_version_id) : null
  return {
    status: 'claimed',
    runId: run.id,
    attemptId: run.attempt_id,
    claimNo: run.claim_no,
    kind: run.kind,
    language: manifest.language,
    entryFile: manifest.entryFile,
    files: [...files].map(([path, content]) => ({
      path,
      content,
      ...(executables.has(path) && { executable: true }),
    })),
    limits: (checks?.manifest ?? manifest).limits[run.kind],
    ...(run.kind === 'visible' && manifest.checks.length > 0 && { hasProgram: true }),
    ...(run.test_filter !== null && { only: run.test_filter }),
    graded: checks && { probeFiles: checks.probes, ...shareOutChecks(checks.manifest.checks) },
  }
}

/** A lease that ran out may be taken up again as long as nobody took the run, or its candidate's one slot. */
export async function heartbeatRun(
  deps: Deps,
  beat: { runId: string; claimNo: number; now: Date },
): Promise<{ goOn: boolean }> {
  return inTransaction(deps.db, async (tx) => {
    const run = await lockRun(tx, beat.runId)
    if (run === null || run.state !== 'running' || run.claim_no !== beat.claimNo) return { goOn: false }
    if (!isLeased(run, beat.now) && (await isAttemptBusy(tx, run, beat.now))) return { goOn: false }
    await writeLease(tx, run.id, new Date(beat.now.getTime() + claimLeaseMs))
    return { goOn: true }
  })
}

const isLeased = (run: LockedRun, now: Date) => run.lease_until !== null && run.lease_until > now
