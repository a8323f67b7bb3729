import { sql, type Kysely } from 'kysely'

/** An invitation knows by itself when it was started: what may become of it depends on that, and on nothing else of the attempt. */
const column = `
alter table invitations add column started_at timestamptz;
update invitations set started_at = attempts.started_at from attempts where attempts.invitation_id = invitations.id;`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(column).execute(db)
}
