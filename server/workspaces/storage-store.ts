import { sql } from 'kysely'
import type { Reader } from '../db/connect.ts'

/** Answers what is stored of the attempt with it. */
export async function addStoredBytes(db: Reader, attemptId: string, bytes: number): Promise<number> {
  const row = await db
    .insertInto('attempt_storage')
    .values({ attempt_id: attemptId, stored_bytes: bytes })
    .onConflict((conflict) =>
      conflict.column('attempt_id').doUpdateSet({
        stored_bytes: sql<number>`attempt_storage.stored_bytes + excluded.stored_bytes`,
      }),
    )
    .returning('stored_bytes')
    .executeTakeFirstOrThrow()
  return row.stored_bytes
}

/** How long an attempt was to be from its start, without what was given back since. */
export async function readDurationMs(db: Reader, attemptId: string): Promise<number> {
  const attempt = await db
    .selectFrom('attempts')
    .select(['base_duration_ms', 'extra_time_factor'])
    .where('id', '=', attemptId)
    .executeTakeFirstOrThrow()
  return attempt.base_duration_ms * attempt.extra_time_factor
}

export async function isLateWriteKept(db: Reader, attemptId: string, bodySha256: string): Promise<boolean> {
  const row = await db
    .selectFrom('late_writes')
    .select('id')
    .where('attempt_id', '=', attemptId)
    .where('body_sha256', '=', bodySha256)
    .executeTakeFirst()
  return row !== undefined
}

/** Counts a late write where there is room for it. */
export async function countLateWrite(
  db: Reader,
  { attemptId, bytes }: { attemptId: string; bytes: number },
  bounds: { count: number; bytes: number },
): Promise<boolean> {
  await db
    .insertInto('attempt_storage')
    .values({ attempt_id: attemptId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await db
    .updateTable('attempt_storage')
    .set({
      late_bytes: sql<number>`late_bytes + ${bytes}`,
      late_count: sql<number>`late_count + 1`,
    })
    .where('attempt_id', '=', attemptId)
    .where('late_count', '<', bounds.count)
    .where(sql<boolean>`late_bytes + ${bytes} <= ${bounds.bytes}`)
    .returning('late_count')
    .executeTakeFirst()
  return row !== undefined
}

export async function insertLateWrite(
  db: Reader,
  write: { attemptId: string; receivedAt: Date; lateByMs: number; body: string; bodySha256: string },
): Promise<void> {
  await db
    .insertInto('late_writes')
    .values({
      attempt_id: write.attemptId,
      received_at: write.receivedAt,
      late_by_ms: write.lateByMs,
      body: write.body,
      body_sha256: write.bodySha256,
    })
    .execute()
}
