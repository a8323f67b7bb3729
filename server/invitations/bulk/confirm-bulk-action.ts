import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { AppError } from '../../http/app-error.ts'
import { countItems, deleteBulkAction, lockBulkAction, writeConfirmed, writeUndone } from './store.ts'

export const undoWindowMs = 30_000

interface Change {
  bulkActionId: string
  by: string
  now: Date
}

/** Has it done after the time to take it back. A second click finds the first one, and changes nothing. */
export async function confirmBulkAction(deps: Deps, { bulkActionId, by, now }: Change): Promise<void> {
  await inTransaction(deps.db, async (tx, afterCommit) => {
    const action = await lockBulkAction(tx, bulkActionId)
    if (action.undone_at !== null)
      throw new AppError('conflict', {
        message: 'This was taken back.',
        next: 'Choose the invitations again and begin anew.',
      })
    if (action.confirmed_at !== null) return
    const { possible } = await countItems(tx, bulkActionId)
    if (possible === 0)
      throw new AppError('conflict', {
        message: 'It can be done to none of these invitations.',
        next: 'Look at the reasons, and choose others.',
      })
    await writeConfirmed(tx, bulkActionId, { by, now, dueAt: new Date(now.getTime() + undoWindowMs) })
    await recordFact(
      { deps, tx, afterCommit },
      {
        at: now,
        actor: `staff:${by}`,
        name: 'bulk-action-confirmed',
        subjectId: bulkActionId,
        detail: { kind: action.kind, invitations: possible },
      },
    )
  })
}

/** Within the thirty seconds nothing was changed, so nothing has to be put back. Twice is nothing new. */
export async function undoBulkAction(deps: Deps, { bulkActionId, by, now }: Change): Promise<void> {
  await inTransaction(deps.db, async (tx, afterCommit) => {
    const action = await lockBulkAction(tx, bulkActionId)
    if (action.due_at === null || action.undone_at !== null) return
    if (action.due_at <= now || action.finished_at !== null)
      throw new AppError('too_late_to_undo', {
        message: 'The thirty seconds are over: it is being done.',
        next: 'What was done is listed here; change single invitations on the board.',
      })
    await writeUndone(tx, bulkActionId, now)
    await recordFact(
      { deps, tx, afterCommit },
      {
        at: now,
        actor: `staff:${by}`,
        name: 'bulk-action-undone',
        subjectId: bulkActionId,
        detail: { kind: action.kind },
      },
    )
  })
}

/** Forgets a dry run or a result. */
export async function forgetBulkAction(deps: Deps, bulkActionId: string): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const action = await lockBulkAction(tx, bulkActionId)
    const isUnderWay =
      action.confirmed_at !== null && action.finished_at === null && action.undone_at === null
    if (isUnderWay) throw new AppError('busy')
    await deleteBulkAction(tx, bulkActionId)
  })
}
