import { sql, type Kysely } from 'kysely'

/** What a candidate's own computer could and could not do, when they tried it before the start. The newest counts. */
const tables = `
create table set_up_checks (
  invitation_id uuid primary key references invitations (id) on delete cascade,
  checked_at timestamptz not null,
  lights jsonb not null
);`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db)
}
