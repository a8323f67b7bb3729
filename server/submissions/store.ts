import { sql, type Insertable } from 'kysely'
import { notesSchema, type Notes } from '#contracts/api/submissions.ts'
import type { Reader, Tx } from '../db/connect.ts'
import type { Tables } from '../db/tables.ts'
import { AppError } from '../http/app-error.ts'
import { newAlias } from './alias.ts'

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

/** An alias is drawn by chance, and may be another's already: then the next is drawn. */
export async function insertSubmission(
  tx: Tx,
  submission: Omit<Insertable<Tables['submissions']>, 'alias'>,
): Promise<void> {
  const insert = () =>
    tx
      .insertInto('submissions')
      .values({ ...submission, alias: newAlias() })
      .onConflict((conflict) => conflict.column('alias').doNothing())
      .returning('id')
      .executeTakeFirst()
  while ((await insert()) === undefined);
}

/** Throws `not_found` before the attempt is submitted. */
export async function getSubmission(db: Reader, attemptId: string) {
  const row = await db
    .selectFrom('submissions')
    .selectAll()
    .where('attempt_id', '=', attemptId)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return row
}

type SubmissionTimes = Pick<Awaited<ReturnType<typeof getSubmission>>, 'frozen_at' | 'submitted_at'>

/** When the code was taken. Rows from before that was noted fall back to the time they count as. */
export const frozenAtOf = (row: SubmissionTimes): Date => row.frozen_at ?? row.submitted_at
