import { sql, type Kysely } from 'kysely'

/**
 * What candidates were promised about their answer, and whether they have it. A promise from before that is past by now is taken
 * as told: nobody is written to years later. One that is still to come counts the plain time, since what its working time was is
 * not known any more.
 */
const tables = `
create table answer_promises (
  attempt_id uuid not null references attempts (id),
  seq integer not null,
  made_at timestamptz not null,
  made_by text references staff (id) on delete set null,
  due_at timestamptz not null,
  half_used_at timestamptz not null,
  nearly_due_at timestamptz not null,
  basis jsonb,
  reason text,
  half_used_told_at timestamptz,
  nearly_due_told_at timestamptz,
  broken_told_at timestamptz,
  primary key (attempt_id, seq)
);
create index answer_promises_open on answer_promises (half_used_at) where broken_told_at is null;
create table answers (
  attempt_id uuid primary key references attempts (id),
  answered_at timestamptz not null,
  noted_at timestamptz not null,
  noted_by text references staff (id) on delete set null
);
insert into answer_promises (attempt_id, seq, made_at, due_at, half_used_at, nearly_due_at,
  half_used_told_at, nearly_due_told_at, broken_told_at)
select attempt_id, 0, submitted_at, answer_due_at, submitted_at + (answer_due_at - submitted_at) * 0.5,
  submitted_at + (answer_due_at - submitted_at) * 0.8, past.at, past.at, past.at
from submissions, lateral (select case when answer_due_at < now() then now() end as at) as past;`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db)
}
