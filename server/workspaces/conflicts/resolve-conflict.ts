import type { ConflictOutcome } from '#contracts/api/workspaces/conflicts.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { AppError } from '../../http/app-error.ts'
import { findConflictCopy, putOutcome } from './store.ts'

/** Notes what the candidate chose about a version that was kept apart. Throws `not_found` for one of another attempt. */
export async function resolveConflict(
  deps: Deps,
  choice: { attemptId: string; copyId: string; outcome: ConflictOutcome; now: Date },
): Promise<void> {
  await inTransaction(deps.db, async (tx, afterCommit) => {
    if ((await findConflictCopy(tx, choice)) === null) throw new AppError('not_found')
    await putOutcome(tx, choice)
    afterCommit(() => deps.announce('conflict-copy-kept', { attemptId: choice.attemptId }))
  })
}
