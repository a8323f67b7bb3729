import type { Reader } from '../db/connect.ts'
import { storableJson } from '../db/storable-text.ts'
import { AppError } from '../http/app-error.ts'
import {
  addStoredBytes,
  countLateWrite,
  insertLateWrite,
  isLateWriteKept,
  readDurationMs,
} from './storage-store.ts'
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
  const storedBytes = await addStoredBytes(db, attemptId, bytes)
  if (storedBytes <= leastStoredBytes) return
  const hours = (await readDurationMs(db, attemptId)) / hourMs
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
  if (await isLateWriteKept(db, write.attemptId, bodySha256)) return true
  const size = { attemptId: write.attemptId, bytes: Buffer.byteLength(body) }
  if (!(await countLateWrite(db, size, lateBounds))) return false
  await insertLateWrite(db, { ...write, body, bodySha256 })
  return true
}

/** For whoever comes too late once that is full: it must not read that it is kept. */
export const notKeptEither = {
  message: 'The time is over, so this did not change the submission.',
  next: `It was not kept either: the ${lateBounds.count} late writes or ${lateBounds.bytes / mebibyte} MiB that are kept for the recruiter are full. What was saved in time is handed in.`,
} as const
