import type { Deps } from '../deps.ts'

/** A candidate's page hears of their own runs; that a submission is graded again is for staff alone. */
export function announceRun(
  deps: Deps,
  run: { id: string; attempt_id: string; regrade_id: string | null },
): void {
  if (run.regrade_id === null) deps.announce('run-changed', { attemptId: run.attempt_id, runId: run.id })
  else deps.announce('regrade-changed', { regradeId: run.regrade_id })
}
