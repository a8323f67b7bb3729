import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../http/app-error.ts'
import { findGradedRun, lockSubmission } from './submission-store.ts'
import { queueRegrade } from './start-regrade.ts'

const reason = 'the grading before ended through a fault of ours'

/**
 * Queues one submission again whose newest grading we failed, by the checks that it should have been judged by. A second click answers
 * what the first has started.
 */
export async function gradeAgain(
  deps: Deps,
  ask: { invitationId: string; by: string; now: Date },
): Promise<{ regradeId: string }> {
  return inTransaction(deps.db, async (tx, afterCommit) => {
    const submission = await lockSubmission(tx, ask.invitationId)
    const { attempt_id: attemptId, exercise_version_id: versionId } = submission
    const open = await findGradedRun(tx, { attemptId, states: ['queued', 'running'] })
    if (open !== null && open.regrade_id !== null) return { regradeId: open.regrade_id }
    const newest = await findGradedRun(tx, { attemptId, states: ['finished'] })
    if (open !== null || newest?.verdict !== 'platform_error') {
      throw new AppError('conflict', { message: 'No grading of this submission has failed through us.' })
    }
    const regrade = {
      askedBy: ask.by,
      askedAt: ask.now,
      reason,
      fromVersionId: versionId,
      checksVersionId: newest.checks_version_id,
      submissionId: submission.id,
    }
    const regradeId = await queueRegrade({ deps, tx, afterCommit }, regrade)
    afterCommit(() => deps.announce('board-changed', { invitationId: ask.invitationId }))
    return { regradeId }
  })
}
