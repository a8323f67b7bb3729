import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { AppError, fieldError } from '../../http/app-error.ts'
import { areUntried } from '../../mails/store.ts'
import { findPosition } from '../../positions/store.ts'
import { deleteUnheardOf, listInvitationsOfRound, writeConfirmed, writeUndone } from './make-store.ts'
import { countRows, deleteImport, lockImport } from './store.ts'

export const undoWindowMs = 30_000

interface Change {
  importId: string
  by: string
  now: Date
}

/** Lets everybody who is ticked be invited. A second click finds the first one, and changes nothing. */
export async function confirmImport(
  deps: Deps,
  { importId, by, now, ...seen }: Change & { round: number; ticked: number },
): Promise<void> {
  await inTransaction(deps.db, async (tx, afterCommit) => {
    const list = await lockImport(tx, importId)
    if (list.round > seen.round && list.confirmed_at !== null) return
    const ticked = (await countRows(tx, importId))
      .filter((count) => count.ticked && count.outcome !== 'invited')
      .reduce((sum, { rows }) => sum + rows, 0)
    if (list.round !== seen.round || ticked !== seen.ticked) throw new AppError('list_changed')
    const position = await findPosition(tx, list.position_id)
    if (position === null || position.closed_at !== null) throw new AppError('position_closed')
    if (list.take_by <= now)
      throw fieldError(
        'body.takeByDate',
        'the last day to start has passed; read the list again with a later one',
      )
    const round = list.round + 1
    await writeConfirmed(tx, importId, { round, by, now, mailsDueAt: new Date(now.getTime() + undoWindowMs) })
    await recordFact(
      { deps, tx, afterCommit },
      {
        at: now,
        actor: `staff:${by}`,
        name: 'invitation-import-confirmed',
        subjectId: importId,
        detail: { positionId: list.position_id, round, people: ticked },
      },
    )
    afterCommit(() => deps.jobs.enqueueImport(importId, now))
  })
}

/**
 * Takes back what the last confirmation did, as long as no mail has left: its invitations are gone with their mails and links, and
 * the list is a draft again. Both stay in the audit.
 */
export async function undoImport(deps: Deps, { importId, by, now }: Change): Promise<void> {
  await inTransaction(deps.db, async (tx, afterCommit) => {
    const list = await lockImport(tx, importId)
    if (list.confirmed_at === null || list.mails_due_at === null) return
    if (list.mails_due_at <= now) throw new AppError('too_late_to_undo')
    const invitationIds = await listInvitationsOfRound(tx, importId, list.round)
    // A mail that is being sent at this moment cannot be called back, and its invitation must not be gone when it arrives.
    if (!(await areUntried(tx, invitationIds))) throw new AppError('too_late_to_undo')
    await deleteUnheardOf(tx, invitationIds)
    await writeUndone(tx, importId, list.round)
    await recordFact(
      { deps, tx, afterCommit },
      {
        at: now,
        actor: `staff:${by}`,
        name: 'invitation-import-undone',
        subjectId: importId,
        detail: { round: list.round, invitationIds },
      },
    )
  })
}

/** Forgets a list; invitations that were made of it stay. */
export async function forgetImport(deps: Deps, importId: string): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const list = await lockImport(tx, importId)
    if (list.confirmed_at !== null && list.finished_at === null) throw new AppError('busy')
    await deleteImport(tx, importId)
  })
}
