import { sql, type Kysely } from 'kysely'

/** How long everything about the candidates of a position is kept, where it is not as long as everywhere. */
const changes = `
alter table positions add column retention_days integer check (retention_days between 1 and 3650);
`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(changes).execute(db)
}
