import { sql, type Kysely } from 'kysely'

/** A mail that the relay took, and that a server further on has not delivered so far. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table mails add column delayed_at timestamptz;').execute(db)
}
