import { createHash } from 'node:crypto'
import { sql, type Kysely } from 'kysely'

/**
 * A run names the version by whose checks it is judged, and a version has the hash of what a grading depends on, so that neither a
 * claim nor a report has to look for the one or to read a whole version for the other.
 */
const columns = `
alter table runs add column checks_version_id uuid references exercise_versions (id);
update runs set checks_version_id = coalesce(
  (select regrades.checks_version_id from regrades where regrades.id = runs.regrade_id),
  (select invitations.exercise_version_id from attempts join invitations on invitations.id = attempts.invitation_id
   where attempts.id = runs.attempt_id)
);
alter table runs alter column checks_version_id set not null;
create or replace view ended_gradings as
select runs.id as run_id, runs.attempt_id, runs.regrade_id, runs.created_at, regrades.reason, regrades.asked_at,
  runs.checks_version_id, run_results.result, run_results.recorded_at
from runs
join run_results on run_results.run_id = runs.id
left join regrades on regrades.id = runs.regrade_id
where runs.kind = 'graded' and not exists (
  select from runs as open where open.regrade_id = runs.regrade_id and open.state in ('queued', 'running')
);
alter table exercise_versions add column checks_sha256 text;`

interface StoredCheck {
  id: string
  title: string
  optional?: boolean
  raceDetector?: boolean
}

interface StoredVersion {
  id: string
  probes: { path: string; content: string }[]
  checks: StoredCheck[]
  limits: { wallMs: number; memoryMiB: number; pids: number; outputKiB: number }
}

/** The hash as it was made when this was written: results that are stored name it, and later code may reckon otherwise. */
function checksSha256({ probes, checks, limits }: StoredVersion): string {
  const probed = checks.filter((check) => check.raceDetector !== true)
  const raceCheck = checks.find((check) => check.raceDetector === true)
  const named = [
    probes.map(({ path, content }) => [path, content]),
    {
      checkIds: probed.map((check) => check.id),
      optionalCheckIds: probed.filter((check) => check.optional === true).map((check) => check.id),
      ...(raceCheck && { raceCheck: { id: raceCheck.id, title: raceCheck.title } }),
    },
    limits.wallMs,
    limits.memoryMiB,
    limits.pids,
    limits.outputKiB,
  ]
  return createHash('sha256').update(JSON.stringify(named)).digest('hex')
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(columns).execute(db)
  const { rows: ids } = await sql<{ id: string }>`select id from exercise_versions`.execute(db)
  for (const { id } of ids) {
    const { rows } = await sql<StoredVersion>`
      select id, probes, manifest -> 'checks' as checks, manifest -> 'limits' -> 'graded' as limits
      from exercise_versions where id = ${id}`.execute(db)
    for (const version of rows)
      await sql`update exercise_versions set checks_sha256 = ${checksSha256(version)} where id = ${id}`.execute(
        db,
      )
  }
  await sql`alter table exercise_versions alter column checks_sha256 set not null`.execute(db)
}
