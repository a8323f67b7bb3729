import { sql } from 'kysely'
import type { Deps } from '../deps.ts'

const enqueueAgainAfterMs = 4_000

/**
 * Enqueues again for every run that waits or whose worker has gone silent. Redis may have lost the first ring, or everything;
 * where the job still exists the second ring is the same job and does nothing.
 */
export async function sweepRuns(deps: Deps): Promise<number> {
  const now = await deps.clock.now()
  const silent = await deps.db
    .selectFrom('runs')
    .select(['id', 'kind', 'claim_no', 'regrade_id'])
    .where((where) =>
      where.or([
        where.and([
          where('state', '=', 'queued'),
          where('created_at', '<', new Date(now.getTime() - enqueueAgainAfterMs)),
        ]),
        where.and([where('state', '=', 'running'), where('lease_until', '<', now)]),
      ]),
    )
    // However many wait to be graded again, candidates come first.
    .orderBy(sql`regrade_id is not null`)
    .orderBy('created_at')
    .limit(500)
    .execute()
  for (const run of silent) deps.jobs.enqueue(run)
  const { open } = await deps.db
    .selectFrom('runs')
    .select(({ fn }) => fn.countAll<number>().as('open'))
    .where('state', 'in', ['queued', 'running'])
    .where('regrade_id', 'is', null)
    .executeTakeFirstOrThrow()
  deps.metrics.runsOpen.set(open)
  return silent.length
}
