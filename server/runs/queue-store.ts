import { sql } from 'kysely'
import type { Reader, Tx } from '../db/connect.ts'
import type { QueuedRun } from '../deps.ts'

/** Runs that wait for longer than they should, and those whose worker has gone silent. */
export async function listSilentRuns(
  db: Reader,
  { queuedBefore, now }: { queuedBefore: Date; now: Date },
): Promise<QueuedRun[]> {
  return (
    db
      .selectFrom('runs')
      .select(['id', 'kind', 'claim_no', 'regrade_id'])
      .where((where) =>
        where.or([
          where.and([where('state', '=', 'queued'), where('created_at', '<', queuedBefore)]),
          where.and([where('state', '=', 'running'), where('lease_until', '<', now)]),
        ]),
      )
      // However many wait to be graded again, candidates come first.
      .orderBy(sql`regrade_id is not null`)
      .orderBy('created_at')
      .limit(500)
      .execute()
  )
}

/** Those that candidates wait for, and first gradings. */
export async function countOpenRuns(db: Reader): Promise<number> {
  const { open } = await db
    .selectFrom('runs')
    .select(({ fn }) => fn.countAll<number>().as('open'))
    .where('state', 'in', ['queued', 'running'])
    .where('regrade_id', 'is', null)
    .executeTakeFirstOrThrow()
  return open
}

/** The manifests of exercises that attempts are under way for, or whose appointments are near. */
export async function listManifestsSoonNeeded(
  db: Reader,
  near: { appointmentAfter: Date; appointmentBefore: Date },
) {
  const versions = await db
    .selectFrom('exercise_versions')
    .select('manifest')
    .where('id', 'in', (select) =>
      select
        .selectFrom('invitations')
        .leftJoin('attempts', 'attempts.invitation_id', 'invitations.id')
        .select('invitations.exercise_version_id')
        .where('invitations.revoked_at', 'is', null)
        .where('invitations.practice_of', 'is', null)
        .where('invitations.exercise_version_id', 'is not', null)
        .where((where) =>
          where.or([
            where.and([where('attempts.id', 'is not', null), where('attempts.submitted_at', 'is', null)]),
            where.and([
              where('attempts.id', 'is', null),
              where('appointment_at', '<', near.appointmentBefore),
              where('appointment_at', '>', near.appointmentAfter),
            ]),
          ]),
        ),
    )
    .execute()
  return versions.map(({ manifest }) => manifest)
}

export async function listStarts(tx: Tx, since: Date): Promise<Date[]> {
  const rows = await tx
    .selectFrom('runs')
    .select('started_at')
    .where('kind', '=', 'visible')
    .where('started_at', '>', since)
    .orderBy('started_at')
    .execute()
  return rows.flatMap((row) => row.started_at ?? [])
}

/**
 * Whose visible run waited in a span of time, and for how much of it. A run that its worker lost waits as well; one that waits
 * for the same candidate's last click to end does not.
 */
export async function listWaits(tx: Tx, span: { from: Date; until: Date; now: Date }) {
  const { rows } = await sql<{ attemptId: string; from: Date; until: Date }>`
    select attempt_id as "attemptId",
      greatest(min(created_at), ${span.from}) as "from",
      least(max(ended_at), ${span.until}) as "until"
    from (
      select attempt_id, created_at,
        case when state in ('queued', 'running') and (state = 'queued' or lease_until < ${span.now}) then ${span.until}
          else coalesce(started_at, finished_at) end as ended_at
      from runs
      where kind = 'visible' and created_at < ${span.until}
        and (state in ('queued', 'running') or finished_at > ${span.from} or started_at > ${span.from})
        and not (state = 'queued' and exists (
          select from runs as busy
          where busy.attempt_id = runs.attempt_id and busy.kind = 'visible' and busy.state = 'running'
            and busy.lease_until >= ${span.now}
        ))
    ) as waiting
    where ended_at > ${span.from}
    group by attempt_id
    order by attempt_id`.execute(tx)
  return rows
}
