import { sql } from 'kysely'
import type { Reader } from '../db/connect.ts'
import { storableJson } from '../db/storable-text.ts'
import { AppError } from '../http/app-error.ts'
import { sha256 } from './tree.ts'

const mebibyte = 1024 * 1024
const hourMs = 3_600_000

/**
 * What an attempt may store, history included. Somebody who types without a pause makes a save a second, each with its file
 * whole: 64 KiB of it, for two hours, come to 450 MiB. Longer exercises may store more.
 */
const storedBytesAnHour = 256 * mebibyte
const leastStoredBytes = 2 * storedBytesAnHour

/** What is kept of what comes after the end. A page sends what it had left once; each of these can hold a whole workspace. */
const lateBounds = { count: 60, bytes: 32 * mebibyte } as const

/** Counts what is about to be stored for an attempt. Throws `storage_full`, so that the transaction keeps nothing of it. */
export async function countStored(db: Reader, attemptId: string, bytes: number): Promise<void> {
  const { stored_bytes: storedBytes } = await db
    .insertInto('attempt_storage')
    .values({ attempt_id: attemptId, stored_bytes: bytes })
    .onConflict((conflict) =>
      conflict.column('attempt_id').doUpdateSet({
        stored_bytes: sql<number>`attempt_storage.stored_bytes + excluded.stored_bytes`,
      }),
    )
    .returning('stored_bytes')
    .executeTakeFirstOrThrow()
  if (storedBytes <= leastStoredBytes) return
  const attempt = await db
    .selectFrom('attempts')
    .select(['base_duration_ms', 'extra_time_factor'])
    .where('id', '=', attemptId)
    .executeTakeFirstOrThrow()
  const hours = (attempt.base_duration_ms * attempt.extra_time_factor) / hourMs
  if (storedBytes > hours * storedBytesAnHour) throw new AppError('storage_full')
}

/**
 * Bytes that came too late to count: kept apart and never thrown away, up to a bound. The same again is kept once. Answers
 * whether they are kept. The caller holds the attempt's lock.
 */
export async function quarantine(
  db: Reader,
  write: { attemptId: string; receivedAt: Date; lateByMs: number; body: object },
): Promise<boolean> {
  const body = storableJson(write.body)
  const bodySha256 = sha256(body)
  const same = await db
    .selectFrom('late_writes')
    .select('id')
    .where('attempt_id', '=', write.attemptId)
    .where('body_sha256', '=', bodySha256)
    .executeTakeFirst()
  if (same !== undefined) return true
  if (!(await hasRoom(db, write.attemptId, Buffer.byteLength(body)))) return false
  await db
    .insertInto('late_writes')
    .values({
      attempt_id: write.attemptId,
      received_at: write.receivedAt,
      late_by_ms: write.lateByMs,
      body,
      body_sha256: bodySha256,
    })
    .execute()
  return true
}

/** Counts a late write where there is room for it. */
async function hasRoom(db: Reader, attemptId: string, bytes: number): Promise<boolean> {
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
    .where('late_count', '<', lateBounds.count)
    .where(sql<boolean>`late_bytes + ${bytes} <= ${lateBounds.bytes}`)
    .returning('late_count')
    .executeTakeFirst()
  return row !== undefined
}

/** For whoever comes too late once that is full: it must not read that it is kept. */
export const notKeptEither = {
  message: 'The time is over, so this did not change the submission.',
  next: `It was not kept either: the ${lateBounds.count} late writes or ${lateBounds.bytes / mebibyte} MiB that are kept for the recruiter are full. What was saved in time is handed in.`,
} as const
