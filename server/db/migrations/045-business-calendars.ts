import { sql, type Kysely } from 'kysely'

/**
 * By what answers are promised, as data. Dates are counted by what is stored here alone, and a promise keeps what it was counted by,
 * so neither an edit nor newer rules of holidays move it.
 */
const tables = `
create table business_calendars (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  -- Null until somebody writes the calendar: then it follows the zone of the organisation.
  zone text,
  closes_at text not null,
  working_days integer[] not null check (cardinality(working_days) > 0),
  holidays jsonb not null,
  is_default boolean not null,
  created_at timestamptz not null
);
create unique index business_calendars_name on business_calendars (lower(name));
create unique index business_calendars_one_default on business_calendars (is_default) where is_default;
insert into business_calendars (name, closes_at, working_days, holidays, is_default, created_at)
values ('Monday to Friday', '17:00', '{1,2,3,4,5}', '[]', true, now());
alter table positions add column calendar_id uuid references business_calendars (id);
alter table positions add column answer_working_days integer not null default 2
  check (answer_working_days between 1 and 30);`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db)
}
