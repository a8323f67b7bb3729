import { sql } from 'kysely'
import type { StaffSession } from '#contracts/api/staff/own-account.ts'
import type { Reader } from '../db/connect.ts'

interface Asked {
  staffId: string
  /** The session that the person is in right now. */
  sessionId: string
}

export async function listStaffSessions(db: Reader, asked: Asked): Promise<StaffSession[]> {
  const rows = await db
    .selectFrom('staff_session')
    .select(['id', 'createdAt', 'updatedAt', 'userAgent'])
    .where('userId', '=', asked.staffId)
    // The library reckons their ends by the machine's clock, not by ours.
    .where('expiresAt', '>', sql<Date>`now()`)
    .orderBy('updatedAt', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    startedAt: row.createdAt.toISOString(),
    seenAt: row.updatedAt.toISOString(),
    userAgent: row.userAgent ?? '',
    isThis: row.id === asked.sessionId,
  }))
}

/** Ends sessions of one person: all, all but one, or one. Answers those that ended. */
export async function endStaffSessions(
  db: Reader,
  staffId: string,
  which: { exceptId?: string; onlyId?: string } = {},
): Promise<string[]> {
  let query = db.deleteFrom('staff_session').where('userId', '=', staffId)
  if (which.exceptId !== undefined) query = query.where('id', '<>', which.exceptId)
  if (which.onlyId !== undefined) query = query.where('id', '=', which.onlyId)
  const ended = await query.returning('id').execute()
  return ended.map(({ id }) => id)
}

export async function countStaffSessions(db: Reader, staffId: string): Promise<number> {
  const { count } = await db
    .selectFrom('staff_session')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('userId', '=', staffId)
    .where('expiresAt', '>', sql<Date>`now()`)
    .executeTakeFirstOrThrow()
  return count
}
