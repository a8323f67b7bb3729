import { sql, type Kysely } from 'kysely'

/** What a credit stands for and who gave it; when each part of the platform was last seen at work. */
const tables = `
alter table credits
  add column kind text not null default 'staff' check (kind in ('outage', 'queue', 'platform_error', 'staff')),
  add column given_by text not null default 'platform',
  add column from_at timestamptz,
  add column until_at timestamptz,
  add column cause text,
  add column undoes uuid unique references credits (id),
  add constraint credits_interval check ((from_at is null) = (until_at is null) and from_at <= until_at),
  add constraint credits_sign check (undoes is not null or amount_ms > 0) not valid;
alter table credits alter column kind drop default, alter column given_by drop default;
create unique index credits_once on credits (attempt_id, cause) where cause is not null;
create trigger credits_append_only before update or delete on credits
  for each statement execute function refuse_change();
create table credit_acknowledgements (
  credit_id uuid primary key references credits (id),
  seen_at timestamptz not null
);
create table heartbeats (
  component text primary key check (component in ('api', 'runs')),
  beat_at timestamptz not null
);
alter table attempts add column zone text;`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db)
}
