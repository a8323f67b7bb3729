import { sql, type Kysely } from 'kysely'

/** What is done to many invitations at once: kept from its dry run to its result. Nothing is changed before `due_at`. */
const tables = `
create table bulk_actions (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('extend', 'revoke', 'resend', 'remind')),
  -- Of an extension: the new last moment to start.
  take_by timestamptz,
  created_by text references staff (id) on delete set null,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  confirmed_by text references staff (id) on delete set null,
  due_at timestamptz,
  undone_at timestamptz,
  finished_at timestamptz,
  check ((kind = 'extend') = (take_by is not null)),
  check ((confirmed_at is null) = (due_at is null)),
  check (undone_at is null or (confirmed_at is not null and finished_at is null))
);
create index bulk_actions_unfinished on bulk_actions (due_at)
  where confirmed_at is not null and undone_at is null and finished_at is null;

create table bulk_action_items (
  bulk_action_id uuid not null references bulk_actions (id) on delete cascade,
  row_number integer not null,
  invitation_id uuid not null references invitations (id) on delete cascade,
  -- What the action changes, as the dry run saw it: another value later, and somebody else was there first.
  seen text,
  problem jsonb,
  note text,
  outcome text check (outcome in ('done', 'failed')),
  outcome_reason text,
  primary key (bulk_action_id, row_number)
);
create index bulk_action_items_invitation on bulk_action_items (invitation_id);`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db)
}
