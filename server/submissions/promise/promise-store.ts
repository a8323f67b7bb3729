import { sql, type Insertable, type RawBuilder } from 'kysely'
import type { Reader, Tx } from '../../db/connect.ts'
import type { Tables } from '../../db/tables.ts'

/**
 * When a candidate had their answer, as a query's column; null while they have none. The one place that says what an answer is: a
 * promise, its reminders, the board and the candidate's page follow from it.
 */
export const answeredAt = (attemptId: RawBuilder<unknown>) =>
  sql<Date | null>`(select answers.answered_at from answers where answers.attempt_id = ${attemptId})`

/** The date that counts now, as a query's column. */
export const promisedDueAt = (attemptId: RawBuilder<unknown>) =>
  sql<Date | null>`(select answer_promises.due_at from answer_promises
    where answer_promises.attempt_id = ${attemptId} order by seq desc limit 1)`

/** The newest first; that one counts. */
export async function listPromises(db: Reader, attemptId: string) {
  return db
    .selectFrom('answer_promises')
    .selectAll()
    .where('attempt_id', '=', attemptId)
    .orderBy('seq', 'desc')
    .execute()
}

export type PromiseRow = Awaited<ReturnType<typeof listPromises>>[number]

export async function findAnsweredAt(db: Reader, attemptId: string): Promise<Date | null> {
  const { at } = await db.selectNoFrom(answeredAt(sql`${attemptId}::uuid`).as('at')).executeTakeFirstOrThrow()
  return at
}

export async function insertPromise(tx: Tx, promise: Insertable<Tables['answer_promises']>): Promise<void> {
  await tx.insertInto('answer_promises').values(promise).execute()
}

/** Attempts of which somebody must be told that the time for their answer runs, or is over. */
export async function listUntold(db: Reader, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('answer_promises')
    .select('attempt_id')
    .where('broken_told_at', 'is', null)
    .where((where) =>
      where.or([
        where.and([where('half_used_told_at', 'is', null), where('half_used_at', '<=', now)]),
        where.and([where('nearly_due_told_at', 'is', null), where('nearly_due_at', '<=', now)]),
        where('due_at', '<=', now),
      ]),
    )
    .where(answeredAt(sql.ref('answer_promises.attempt_id')), 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('answer_promises as newer')
            .select('newer.seq')
            .whereRef('newer.attempt_id', '=', 'answer_promises.attempt_id')
            .whereRef('newer.seq', '>', 'answer_promises.seq'),
        ),
      ),
    )
    .orderBy('due_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.attempt_id)
}

export type TellStep = 'half_used' | 'nearly_due' | 'broken'

/** The caller holds the lock of the attempt. */
export async function writeTold(
  tx: Tx,
  told: { attemptId: string; seq: number; step: TellStep; now: Date },
): Promise<void> {
  await tx
    .updateTable('answer_promises')
    .set({ [`${told.step}_told_at`]: told.now })
    .where('attempt_id', '=', told.attemptId)
    .where('seq', '=', told.seq)
    .execute()
}

export async function writeAnswer(
  tx: Tx,
  answer: { attemptId: string; answeredAt: Date; by: string; now: Date },
): Promise<void> {
  const noted = { answered_at: answer.answeredAt, noted_at: answer.now, noted_by: answer.by }
  await tx
    .insertInto('answers')
    .values({ attempt_id: answer.attemptId, ...noted })
    .onConflict((conflict) => conflict.column('attempt_id').doUpdateSet(noted))
    .execute()
}

export async function deleteAnswer(tx: Tx, attemptId: string): Promise<void> {
  await tx.deleteFrom('answers').where('attempt_id', '=', attemptId).execute()
}
