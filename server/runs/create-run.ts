import { attemptState } from '#contracts/clock.ts'
import type { TestFilter } from '#contracts/runs.ts'
import { clockFactsOf, lockAttempt, type AttemptRow } from '../attempts/store.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../http/app-error.ts'
import { readHeadRevision } from '../workspaces/store.ts'
import { insertRun, supersedeWaiting } from './store.ts'

/** Accepts a run of the newest saved revision. The row is committed before this answers, and its job is enqueued after. */
export async function createRun(
  deps: Deps,
  input: { attemptId: string; only?: TestFilter; now: Date },
): Promise<{ runId: string; revision: number }> {
  return inTransaction(deps.db, async (tx, afterCommit) => {
    const attempt = await lockAttempt(tx, input.attemptId)
    const state = attemptState(clockFactsOf(attempt), input.now)
    if (state === 'submitted') throw new AppError('already_submitted')
    if (state !== 'running') throw new AppError('too_late', { message: sayOver(attempt) })
    const superseded = await supersedeWaiting(tx, attempt.id, input.now)
    const revision = await readHeadRevision(tx, attempt.id)
    const { only, now } = input
    const checksVersionId = attempt.exercise_version_id
    const newRun = { attemptId: attempt.id, kind: 'visible', revision, checksVersionId, only, now } as const
    const run = await insertRun(tx, newRun)
    afterCommit(() => {
      deps.jobs.enqueue(run)
      if (superseded !== null) {
        deps.jobs.cancel(superseded)
        deps.announce('run-changed', { attemptId: attempt.id, runId: superseded.id, verdict: null })
      }
      deps.announce('run-changed', { attemptId: attempt.id, runId: run.id, verdict: null })
    })
    return { runId: run.id, revision }
  })
}

function sayOver({ practice_of }: AttemptRow): string {
  return practice_of === null
    ? 'The time is over, so nothing more can be run.'
    : 'The practice ended when the exercise was started, so nothing more can be run in it.'
}
