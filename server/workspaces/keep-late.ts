import { attemptState, deadline } from '#contracts/clock.ts'
import { clockFactsOf, getAttempt, lockAttempt, type AttemptRow } from '../attempts/store.ts'
import type { Database, Tx } from '../db/connect.ts'
import { inTransaction } from '../db/transaction.ts'
import { AppError } from '../http/app-error.ts'
import { isTooLate } from './plan-save.ts'
import { notKeptEither, quarantine } from './storage-bounds.ts'

export interface LateWrite {
  attemptId: string
  now: Date
  /** What is kept apart: the bytes as they came. */
  lateBody: object
}

export interface LateSave {
  kind: 'late'
  /** False where the room for what comes late is full. */
  isKept: boolean
  /** It came before the deadline, but after its candidate had handed in. */
  wasSubmitted: boolean
}

export function lateByMs(attempt: AttemptRow, now: Date): number {
  return Math.max(0, now.getTime() - deadline(clockFactsOf(attempt)).getTime())
}

/** Keeps the bytes of a save that comes after the grace. Call it under the attempt's lock; it must be committed, so it never throws. */
export async function keepLate(tx: Tx, attempt: AttemptRow, write: LateWrite): Promise<LateSave> {
  const late = {
    attemptId: attempt.id,
    receivedAt: write.now,
    lateByMs: lateByMs(attempt, write.now),
    body: write.lateBody,
  }
  const isKept = await quarantine(tx, late)
  const state = attemptState(clockFactsOf(attempt), write.now)
  return { kind: 'late', isKept, wasSubmitted: state === 'submitted' && late.lateByMs === 0 }
}

/** For a door that has much to do before it has a save: whether it comes too late, and then what became of its bytes. */
export async function keepIfLate(db: Database, write: LateWrite): Promise<LateSave | null> {
  const isLate = (attempt: AttemptRow) => isTooLate(attemptState(clockFactsOf(attempt), write.now))
  if (!isLate(await getAttempt(db, write.attemptId))) return null
  return inTransaction(db, async (tx) => {
    const attempt = await lockAttempt(tx, write.attemptId)
    return isLate(attempt) ? keepLate(tx, attempt, write) : null
  })
}

export function lateError({ isKept, wasSubmitted }: LateSave): AppError {
  if (!isKept) return new AppError('too_late', notKeptEither)
  return new AppError(wasSubmitted ? 'already_submitted' : 'too_late')
}
