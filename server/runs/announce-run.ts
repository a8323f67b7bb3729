import type { Verdict } from '#contracts/runs.ts'
import type { Deps } from '../deps.ts'
import type { LockedRun } from './store.ts'

/** A candidate's page hears of their own runs, and of no grading's verdict; that a submission is graded again is for staff alone. */
export function announceRun(
  deps: Pick<Deps, 'announce'>,
  run: Pick<LockedRun, 'id' | 'kind' | 'attempt_id' | 'regrade_id'>,
  ended: Verdict | null = null,
): void {
  if (run.regrade_id !== null) return deps.announce('regrade-changed', { regradeId: run.regrade_id })
  const verdict = run.kind === 'visible' ? ended : null
  deps.announce('run-changed', { attemptId: run.attempt_id, runId: run.id, verdict })
}
