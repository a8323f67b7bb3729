import { sql } from 'kysely'
import { notesSchema, type Notes } from '#contracts/api/submissions.ts'
import type { Reader, Tx } from '../db/connect.ts'

export interface KeptNotes {
  notes: Notes
  savedAt: Date | null
}

/** The newest notes of an attempt; empty ones where nothing was written. */
export async function readNotes(db: Reader, attemptId: string): Promise<KeptNotes> {
  const row = await db
    .selectFrom('notes')
    .select(['notes', 'received_at'])
    .where('attempt_id', '=', attemptId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return { notes: notesSchema.parse({}), savedAt: null }
  return { notes: row.notes, savedAt: row.received_at }
}

/** Adds a state of the notes. The caller holds the lock of the attempt. */
export async function insertNotes(
  tx: Tx,
  written: { attemptId: string; notes: Notes; receivedAt: Date },
): Promise<void> {
  await tx
    .insertInto('notes')
    .values(({ selectFrom, fn, lit }) => ({
      attempt_id: written.attemptId,
      seq: selectFrom('notes')
        .select((inner) => inner(fn.coalesce(fn.max('seq'), lit(0)), '+', lit(1)).as('next'))
        .where('attempt_id', '=', written.attemptId),
      notes: JSON.stringify(written.notes),
      received_at: written.receivedAt,
    }))
    .execute()
}

/** What came too late of the code. Late notes are kept in the same place, and are none. */
export async function countLateCode(db: Reader, attemptId: string): Promise<number> {
  const { count } = await db
    .selectFrom('late_writes')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('attempt_id', '=', attemptId)
    .where(sql<boolean>`not body ? 'notes'`)
    .executeTakeFirstOrThrow()
  return count
}
