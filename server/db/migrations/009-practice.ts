import { sql, type Kysely } from 'kysely'

/** A practice is an invitation of its own beside the one that it belongs to, so that everything else works in it as it is. */
const column = `
alter table invitations add column practice_of uuid unique references invitations (id);`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(column).execute(db)
}
