import type { ClaimedRun } from '#contracts/api/worker.ts'
import type { RunResult } from '#contracts/runs.ts'
import { PlatformError, type ExecuteDeps, type RunOutcome, type RunWatch } from './execution.ts'
import { runGraded } from './run-graded.ts'
import { runVisible } from './run-visible.ts'
import { EngineError } from '../sandbox/sandbox.ts'

/** Runs one claim to its end: a verdict is a value, and only what we failed at becomes a platform error. */
export async function executeRun(deps: ExecuteDeps, run: ClaimedRun, watch: RunWatch): Promise<RunOutcome> {
  try {
    const result = await execute(deps, run, watch)
    return { kind: 'verdict', result }
  } catch (error) {
    if (!(error instanceof PlatformError) && !(error instanceof EngineError)) throw error
    deps.log.error({ err: error }, 'platform error in a run')
    return { kind: 'platform_error', message: error.message.slice(0, 2_000) }
  }
}

function execute(deps: ExecuteDeps, run: ClaimedRun, watch: RunWatch): Promise<RunResult> {
  switch (run.kind) {
    case 'visible':
      return runVisible(deps, run, watch)
    case 'graded':
      return runGraded(deps, run, watch)
  }
}
