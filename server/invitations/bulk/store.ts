import { sql } from 'kysely'
import type { BulkKind } from '#contracts/api/board/bulk-actions.ts'
import type { Reader, Tx } from '../../db/connect.ts'
import { AppError } from '../../http/app-error.ts'
import { candidateName } from '../store.ts'
import type { Problem } from './judge.ts'

interface NewBulkAction {
  kind: BulkKind
  takeBy: Date | null
  by: string
  now: Date
}

export async function insertBulkAction(tx: Tx, action: NewBulkAction): Promise<string> {
  const { id } = await tx
    .insertInto('bulk_actions')
    .values({ kind: action.kind, take_by: action.takeBy, created_by: action.by, created_at: action.now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

interface NewItem {
  invitationId: string
  seen: string | null
  problem: Problem | null
  note: string | null
}

/** PostgreSQL takes 65,535 values a statement. */
const rowsAtOnce = 5_000

export async function insertItems(tx: Tx, bulkActionId: string, items: readonly NewItem[]): Promise<void> {
  for (let begin = 0; begin < items.length; begin += rowsAtOnce) {
    const values = items.slice(begin, begin + rowsAtOnce).map((item, at) => ({
      bulk_action_id: bulkActionId,
      row_number: begin + at + 1,
      invitation_id: item.invitationId,
      seen: item.seen,
      problem: item.problem === null ? null : JSON.stringify(item.problem),
      note: item.note,
    }))
    await tx.insertInto('bulk_action_items').values(values).execute()
  }
}

const actions = (db: Reader) =>
  db
    .selectFrom('bulk_actions')
    .leftJoin('staff', 'staff.id', 'bulk_actions.created_by')
    .selectAll('bulk_actions')
    .select('staff.name as by_name')

const countIf = (condition: ReturnType<typeof sql>) => sql<number>`count(*) filter (where ${condition})`

/** How many items there are of each kind. */
export async function countItems(db: Reader, bulkActionId: string) {
  const row = await db
    .selectFrom('bulk_action_items')
    .select([
      countIf(sql`true`).as('total'),
      countIf(sql`problem is null`).as('possible'),
      countIf(sql`outcome = 'done'`).as('done'),
      countIf(sql`outcome = 'failed'`).as('failed'),
    ])
    .where('bulk_action_id', '=', bulkActionId)
    .executeTakeFirstOrThrow()
  return row
}

/** The reasons and notes of a dry run, with how many have each; the most frequent first. */
export async function countWords(db: Reader, bulkActionId: string) {
  const words = sql<string>`coalesce(problem ->> 'reason', note)`
  return db
    .selectFrom('bulk_action_items')
    .select([words.as('words'), sql<boolean>`problem is not null`.as('is_problem')])
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('bulk_action_id', '=', bulkActionId)
    .where(words, 'is not', null)
    .groupBy(['words', 'is_problem'])
    .orderBy('count', 'desc')
    .orderBy('words')
    .execute()
}

export async function getBulkAction(db: Reader, id: string) {
  return actions(db)
    .where('bulk_actions.id', '=', id)
    .executeTakeFirstOrThrow(() => new AppError('not_found'))
}

export type BulkActionRecord = Awaited<ReturnType<typeof getBulkAction>>

/** Those that were confirmed: a dry run that nobody confirmed is nothing to go back to. */
export async function listBulkActions(db: Reader, limit: number): Promise<BulkActionRecord[]> {
  return actions(db)
    .where('confirmed_at', 'is not', null)
    .orderBy('bulk_actions.created_at', 'desc')
    .limit(limit)
    .execute()
}

/** The lock of confirming, undoing and forgetting: one after the other, and none while an item is being done. */
export async function lockBulkAction(tx: Tx, id: string): Promise<BulkActionRecord> {
  return actions(tx)
    .where('bulk_actions.id', '=', id)
    .forUpdate('bulk_actions')
    .executeTakeFirstOrThrow(() => new AppError('not_found'))
}

export async function writeConfirmed(tx: Tx, id: string, confirmed: { by: string; now: Date; dueAt: Date }) {
  await tx
    .updateTable('bulk_actions')
    .set({ confirmed_at: confirmed.now, confirmed_by: confirmed.by, due_at: confirmed.dueAt })
    .where('id', '=', id)
    .execute()
}

export async function writeUndone(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.updateTable('bulk_actions').set({ undone_at: now }).where('id', '=', id).execute()
}

export async function deleteBulkAction(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('bulk_actions').where('id', '=', id).execute()
}

interface ItemFilter {
  after?: number
  only?: 'problem' | 'failed' | 'done' | undefined
  limit: number
}

export async function listItems(db: Reader, bulkActionId: string, { after = 0, only, limit }: ItemFilter) {
  let query = db
    .selectFrom('bulk_action_items')
    .innerJoin('invitations', 'invitations.id', 'bulk_action_items.invitation_id')
    .innerJoin('candidates', 'candidates.id', 'invitations.candidate_id')
    .innerJoin('positions', 'positions.id', 'invitations.position_id')
    .selectAll('bulk_action_items')
    .select(['candidates.email', 'positions.title as position_title', candidateName.as('candidate_name')])
    .where('bulk_action_id', '=', bulkActionId)
    .where('row_number', '>', after)
  if (only === 'problem') query = query.where('problem', 'is not', null)
  if (only === 'done') query = query.where('outcome', '=', 'done')
  if (only === 'failed')
    query = query.where((eb) => eb.or([eb('problem', 'is not', null), eb('outcome', '=', 'failed')]))
  return query.orderBy('row_number').limit(limit).execute()
}

export type BulkItemRecord = Awaited<ReturnType<typeof listItems>>[number]
