import { sql, type Kysely } from 'kysely'

const regrades = `
create table regrades (
  id uuid primary key default gen_random_uuid(),
  asked_by text not null references staff (id),
  asked_at timestamptz not null,
  reason text not null,
  from_version_id uuid not null references exercise_versions (id),
  checks_version_id uuid not null references exercise_versions (id),
  submission_id uuid references submissions (id)
);
create index regrades_asked on regrades (asked_at desc);
create trigger regrades_append_only before update or delete on regrades
  for each statement execute function refuse_change();
alter table runs add column regrade_id uuid references regrades (id);
alter table runs add constraint runs_regrade_is_graded check (regrade_id is null or kind = 'graded');
drop index runs_one_graded;
create unique index runs_one_graded on runs (attempt_id) where kind = 'graded' and regrade_id is null;
create unique index runs_one_regraded on runs (regrade_id, attempt_id) where regrade_id is not null;
create index runs_regrading on runs (regrade_id) where regrade_id is not null and state in ('queued', 'running');`

/**
 * `ended_gradings`: every grading that may be shown. Those of a regrade appear together, once all of it has ended, so that no two
 * submissions are looked at by different checks for longer than they must. `gradings`: the one that counts of each attempt, which is
 * the newest that came to a verdict.
 */
const views = `
create view ended_gradings as
select runs.id as run_id, runs.attempt_id, runs.regrade_id, runs.created_at, regrades.reason, regrades.asked_at,
  regrades.checks_version_id, run_results.result, run_results.recorded_at
from runs
join run_results on run_results.run_id = runs.id
left join regrades on regrades.id = runs.regrade_id
where runs.kind = 'graded' and not exists (
  select from runs as open where open.regrade_id = runs.regrade_id and open.state in ('queued', 'running')
);
create view gradings as
select distinct on (attempt_id) * from ended_gradings
order by attempt_id, result ->> 'verdict' = 'platform_error', created_at desc, regrade_id is null;`

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const part of [regrades, views]) await sql.raw(part).execute(db)
}
