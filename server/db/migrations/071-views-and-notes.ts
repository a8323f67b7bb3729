import { sql, type Kysely } from 'kysely'

/** Views of the board that people keep by name, and what recruiters note about a candidate. */
const tables = `
create table board_views (
  id uuid primary key default gen_random_uuid(),
  staff_id text not null references staff (id) on delete cascade,
  name text not null,
  -- As it stands in the address of the board.
  query text not null,
  is_shared boolean not null,
  created_at timestamptz not null
);
create unique index board_views_name on board_views (staff_id, lower(name));

create table board_default_views (
  staff_id text primary key references staff (id) on delete cascade,
  view_id uuid not null references board_views (id) on delete cascade
);

create table invitation_notes (
  id uuid primary key default gen_random_uuid(),
  invitation_id uuid not null references invitations (id) on delete cascade,
  written_by text references staff (id) on delete set null,
  written_at timestamptz not null,
  -- Null once it was deleted: that there was a note stays, and what it said does not.
  words text,
  edited_at timestamptz,
  deleted_at timestamptz,
  deleted_by text references staff (id) on delete set null,
  check ((words is null) = (deleted_at is not null))
);
create index invitation_notes_invitation on invitation_notes (invitation_id, written_at);`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db)
}
