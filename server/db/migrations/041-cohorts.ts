import { sql, type Kysely } from 'kysely'

const tables = `
-- Raised with every change, so that a change made on an older state can be refused.
alter table positions add column version integer not null default 1;
-- Shown to candidates; empty for what the exercise itself says.
alter table positions add column ai_policy text not null default '';
alter table positions add column feedback_policy text not null default '';
alter table positions add column mail_intro text not null default '';
alter table positions add column mail_signature text not null default '';

-- Which of the position's exercises a reviewer may be given; null for all.
alter table position_reviewers add column exercise_ids text[];

-- The people of one cohort took the same versions, so that they can be compared.
create table position_cohorts (
  id uuid primary key default gen_random_uuid(),
  position_id uuid not null references positions (id) on delete cascade,
  number integer not null,
  opened_at timestamptz not null,
  opened_by text references staff (id) on delete set null,
  unique (position_id, number)
);
create table position_cohort_exercises (
  cohort_id uuid not null references position_cohorts (id) on delete cascade,
  exercise_id text not null,
  version text not null,
  exercise_version_id uuid not null references exercise_versions (id) on delete cascade,
  primary key (cohort_id, exercise_id)
);
create index on position_cohort_exercises (exercise_version_id);
-- Null for a practice.
alter table invitations add column cohort_id uuid references position_cohorts (id);
create index on invitations (cohort_id);`

const firstCohorts = `
insert into position_cohorts (position_id, number, opened_at, opened_by)
  select id, 1, created_at, created_by from positions;
-- What was given out last stays what is given out; an exercise that nobody was invited to takes its newest version.
insert into position_cohort_exercises (cohort_id, exercise_id, version, exercise_version_id)
  select position_cohorts.id, allowed.exercise_id, pinned.version, pinned.id
  from position_cohorts
  join positions on positions.id = position_cohorts.position_id
  cross join lateral (select distinct unnest(positions.exercise_ids) as exercise_id) as allowed
  cross join lateral (
    select exercise_versions.id, exercise_versions.version
    from exercise_versions
    left join invitations on invitations.exercise_version_id = exercise_versions.id
      and invitations.position_id = positions.id and invitations.practice_of is null
    where exercise_versions.exercise_id = allowed.exercise_id
    order by invitations.created_at desc nulls last, exercise_versions.retired_at desc nulls first,
      exercise_versions.created_at desc
    limit 1
  ) as pinned;
update invitations set cohort_id = position_cohorts.id
  from position_cohorts
  where position_cohorts.position_id = invitations.position_id and invitations.practice_of is null;`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db)
  await sql.raw(firstCohorts).execute(db)
}
