import { sql } from 'kysely'
import type { Reader } from './connect.ts'

/** Throws where the database does not answer. */
export async function ping(db: Reader): Promise<void> {
  await sql`select 1`.execute(db)
}
