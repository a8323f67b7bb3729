import { sql } from 'kysely'
import type { Database } from '../../../server/db/connect.ts'

/** Moves an attempt so that its deadline is that far from now, by the database's clock. */
export async function moveDeadline(db: Database, attemptId: string, ms: number): Promise<void> {
  await sql`
    update attempts set started_at = clock_timestamp() + (${ms}::int - base_duration_ms) * interval '1 millisecond'
    where id = ${attemptId}`.execute(db)
}

/** How far the deadline of an attempt without credits is from now, by the database's clock. */
export async function readRemainingMs(db: Database, attemptId: string): Promise<number> {
  const { rows } = await sql<{ ms: number }>`
    select (extract(epoch from started_at - clock_timestamp()) * 1000 + base_duration_ms)::float8 as ms
    from attempts where id = ${attemptId}`.execute(db)
  return rows[0]!.ms
}

/** When an attempt without credits ends. */
export async function readDeadline(db: Database, attemptId: string): Promise<Date> {
  const { started_at, base_duration_ms } = await db
    .selectFrom('attempts')
    .select(['started_at', 'base_duration_ms'])
    .where('id', '=', attemptId)
    .executeTakeFirstOrThrow()
  return new Date(started_at.getTime() + base_duration_ms)
}
