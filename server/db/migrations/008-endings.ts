import { sql, type Kysely } from 'kysely'

/**
 * What comes after the code: notes and feedback. And the end of it all: rows that nothing may change can be deleted by whoever
 * says in their transaction that they erase a candidate; the audit cannot be deleted even so.
 */
const tables = `
alter table submissions add column frozen_at timestamptz;
create table notes (
  attempt_id uuid not null references attempts (id),
  seq integer not null check (seq > 0),
  notes jsonb not null,
  received_at timestamptz not null,
  primary key (attempt_id, seq)
);
create table feedback (
  attempt_id uuid primary key references attempts (id),
  feedback jsonb not null,
  given_at timestamptz not null
);
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and tg_table_name <> 'audit' and current_setting('fairtime.erasing', true) = 'on' then
    return null;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
create or replace function refuse_submitted_review() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('fairtime.erasing', true) = 'on' then
    return old;
  end if;
  if old.submitted_at is not null then
    raise exception 'a submitted review is immutable' using errcode = 'integrity_constraint_violation';
  end if;
  return coalesce(new, old);
end $$;
create trigger notes_append_only before update or delete on notes
  for each statement execute function refuse_change();`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db)
}
