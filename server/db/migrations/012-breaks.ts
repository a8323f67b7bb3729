import { sql, type Kysely } from 'kysely'

/** Breaks are a wish of their own. */
const change = `
alter table accommodations drop constraint accommodations_wish_check;
alter table accommodations add constraint accommodations_wish_check
  check (wish in ('quarter', 'half', 'double', 'breaks', 'other'));`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(change).execute(db)
}
