import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `
-- One row: what an admin has set of the organisation. Without a zone, the one of the server's environment counts.
create table organisation (
  is_only boolean primary key default true check (is_only),
  name text not null default '',
  zone text,
  version integer not null default 0,
  skipped_steps text[] not null default '{}',
  guide_dismissed_at timestamptz
);
-- Whoever has invited already needs no guide to the first invitation.
insert into organisation (guide_dismissed_at)
  select min(created_at) from invitations;`,
    )
    .execute(db)
}
