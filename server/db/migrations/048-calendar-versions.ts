import { sql, type Kysely } from 'kysely'

/** Raised with every change, so that one that was made on an older state is refused and overwrites nobody's list of holidays. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table business_calendars add column version integer not null default 1`.execute(db)
}
