import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `
alter table staff add column disabled_at timestamptz;

alter table positions add column created_by text references staff (id) on delete set null;
alter table positions add column closed_at timestamptz;

-- A name belongs to the invitation that was written with it: a later invitation to the same address renames nobody.
alter table invitations add column candidate_name text;
update invitations set candidate_name = candidates.name from candidates where candidates.id = invitations.candidate_id;
alter table invitations alter column candidate_name set not null;
-- Raised when the access is renewed: git keys of an earlier number open nothing any more.
alter table invitations add column access_number integer not null default 0;
alter table git_credentials add column access_number integer not null default 0;

-- Who has read what candidates of a position said does not review for it.
create table feedback_views (
  position_id uuid not null references positions (id) on delete cascade,
  staff_id text not null references staff (id) on delete cascade,
  viewed_at timestamptz not null,
  primary key (position_id, staff_id)
);`,
    )
    .execute(db)
}
