import type { Reader, Tx } from '../../db/connect.ts'

/** Those whose thirty seconds are over and that are not done to their end. */
export async function listDue(db: Reader, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('bulk_actions')
    .select('id')
    .where('due_at', '<=', now)
    .where('undone_at', 'is', null)
    .where('finished_at', 'is', null)
    .orderBy('due_at')
    .execute()
  return rows.map(({ id }) => id)
}

/** Shared by everybody who does a part of it; null where it was taken back, forgotten or finished. */
export async function holdDue(tx: Tx, id: string, now: Date) {
  const row = await tx
    .selectFrom('bulk_actions')
    .selectAll()
    .where('id', '=', id)
    .where('due_at', '<=', now)
    .where('undone_at', 'is', null)
    .where('finished_at', 'is', null)
    .forShare()
    .executeTakeFirst()
  return row ?? null
}

export type DueBulkAction = NonNullable<Awaited<ReturnType<typeof holdDue>>>

/** Under a lock that nobody shares; null where it is finished or gone. */
export async function findUnfinished(tx: Tx, id: string) {
  const row = await tx
    .selectFrom('bulk_actions')
    .selectAll()
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .where('finished_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

/** The next that nobody else is doing. */
export async function takeItem(tx: Tx, bulkActionId: string) {
  const row = await tx
    .selectFrom('bulk_action_items')
    .select(['row_number', 'invitation_id', 'seen'])
    .where('bulk_action_id', '=', bulkActionId)
    .where('problem', 'is', null)
    .where('outcome', 'is', null)
    .orderBy('row_number')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  return row ?? null
}

export type BulkOutcome = { outcome: 'done' } | { outcome: 'failed'; reason: string }

interface ItemPlace {
  bulkActionId: string
  rowNumber: number
}

/** An item has one outcome: of two who did it at once, the second finds the first one's. */
export async function writeOutcome(
  tx: Tx,
  { bulkActionId, rowNumber }: ItemPlace,
  outcome: BulkOutcome,
): Promise<void> {
  await tx
    .updateTable('bulk_action_items')
    .set({
      outcome: outcome.outcome,
      outcome_reason: outcome.outcome === 'failed' ? outcome.reason : null,
    })
    .where('bulk_action_id', '=', bulkActionId)
    .where('row_number', '=', rowNumber)
    .where('outcome', 'is', null)
    .execute()
}

/** False while an item is left that somebody is doing, or where another has finished it. */
export async function finishIfDone(tx: Tx, id: string, now: Date): Promise<boolean> {
  const row = await tx
    .updateTable('bulk_actions')
    .set({ finished_at: now })
    .where('id', '=', id)
    .where('finished_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('bulk_action_items')
            .select('row_number')
            .whereRef('bulk_action_id', '=', 'bulk_actions.id')
            .where('problem', 'is', null)
            .where('outcome', 'is', null),
        ),
      ),
    )
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Dry runs that nobody confirmed within a day, and results of long ago. */
export async function deleteOld(db: Reader, before: { drafts: Date; results: Date }): Promise<void> {
  await db
    .deleteFrom('bulk_actions')
    .where((eb) =>
      eb.or([
        eb.and([eb('confirmed_at', 'is', null), eb('created_at', '<', before.drafts)]),
        eb.and([eb('finished_at', '<', before.results)]),
        eb.and([eb('undone_at', '<', before.results)]),
      ]),
    )
    .execute()
}
