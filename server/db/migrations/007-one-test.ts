import { sql, type Kysely } from 'kysely'

/** A visible run may be of a part of the tests. */
const columns = `
alter table runs
  add column only_tests jsonb,
  add constraint runs_only_visible check (only_tests is null or kind = 'visible');`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(columns).execute(db)
}
