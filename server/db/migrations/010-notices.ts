import { sql, type Kysely } from 'kysely'

/**
 * Mails as an outbox: a row is written with what it tells of, and its text is made when it is sent. A request for more time is a
 * row of its own, answered once.
 */
const tables = `
alter table invitations add column appointment_sequence integer not null default 0;
create table notices (
  id uuid primary key default gen_random_uuid(),
  invitation_id uuid not null references invitations (id) on delete cascade,
  kind text not null,
  detail jsonb not null,
  created_at timestamptz not null,
  due_at timestamptz not null,
  next_try_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'dropped', 'failed')),
  tries integer not null default 0,
  address text,
  fault text,
  ended_at timestamptz
);
create index notices_invitation on notices (invitation_id);
create index notices_waiting on notices (next_try_at) where state = 'waiting';
create table accommodations (
  id uuid primary key default gen_random_uuid(),
  invitation_id uuid not null references invitations (id) on delete cascade,
  wish text not null check (wish in ('quarter', 'half', 'double', 'other')),
  words text not null,
  asked_at timestamptz not null,
  granted boolean,
  answer text,
  answered_at timestamptz,
  answered_by text references staff (id) on delete set null,
  check ((answered_at is null) = (granted is null) and (answered_at is null) = (answer is null))
);
create index accommodations_invitation on accommodations (invitation_id);
create unique index accommodations_one_open on accommodations (invitation_id) where answered_at is null;`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db)
}
