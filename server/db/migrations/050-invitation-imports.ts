import { sql, type Kysely } from 'kysely'

/** Lists of people to invite, kept from their reading until they are forgotten, and dates that an invitation holds the candidate to. */
const tables = `
-- Nothing can be picked after the first, and the links of bulk invitations open nothing before the second.
alter table invitations add column schedule_by timestamptz;
alter table invitations add column opens_at timestamptz;
alter table invitations add column declined_at timestamptz;
alter table invitations add column decline_reason text;

create table invitation_imports (
  id uuid primary key default gen_random_uuid(),
  position_id uuid not null references positions (id) on delete cascade,
  exercise_id text not null,
  created_by text references staff (id) on delete set null,
  created_at timestamptz not null,
  reading jsonb not null,
  schedule_by timestamptz,
  take_by timestamptz not null,
  -- Counts the confirmations, so that the second click of two is known as such.
  round integer not null default 0,
  confirmed_at timestamptz,
  confirmed_by text references staff (id) on delete set null,
  mails_due_at timestamptz,
  finished_at timestamptz,
  check ((confirmed_at is null) = (mails_due_at is null)),
  check (finished_at is null or confirmed_at is not null)
);
create index invitation_imports_unfinished on invitation_imports (confirmed_at)
  where confirmed_at is not null and finished_at is null;

create table invitation_import_rows (
  import_id uuid not null references invitation_imports (id) on delete cascade,
  row_number integer not null,
  line integer not null,
  name_written text not null,
  name_turned text,
  name_known text,
  name_choice text not null check (name_choice in ('written', 'turned', 'known')),
  email text not null,
  -- By which addresses are compared; null where the address is none.
  address_key text,
  status text not null,
  notes jsonb not null,
  problem jsonb,
  readings jsonb not null,
  exercise_id text,
  appointment_at timestamptz,
  appointment_zone text,
  extra_time_factor double precision not null,
  ticked boolean not null,
  round integer,
  outcome text check (outcome in ('invited', 'skipped')),
  outcome_reason text,
  invitation_id uuid references invitations (id) on delete set null,
  primary key (import_id, row_number)
);
create index invitation_import_rows_address on invitation_import_rows (address_key);
create index invitation_import_rows_invitation on invitation_import_rows (invitation_id);`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db)
}
