import { sql, type Kysely } from 'kysely'

/**
 * The size of each file beside its hash, so that a save can be judged without reading any of them. History is never changed: of a
 * revision from before, the sizes are asked from the contents.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table revisions add column file_bytes jsonb`.execute(db)
}
