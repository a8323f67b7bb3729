import type { Deps } from '../deps.ts'
import { countOpenRuns, listSilentRuns } from './queue-store.ts'

const enqueueAgainAfterMs = 4_000

/**
 * Enqueues again for every run that waits or whose worker has gone silent. Redis may have lost the first job, or everything;
 * where the job still exists enqueuing a second time adds none.
 */
export async function sweepRuns(deps: Deps): Promise<number> {
  const now = await deps.clock.now()
  const queuedBefore = new Date(now.getTime() - enqueueAgainAfterMs)
  const silent = await listSilentRuns(deps.db, { queuedBefore, now })
  for (const run of silent) deps.jobs.enqueue(run)
  deps.metrics.runsOpen.set(await countOpenRuns(deps.db))
  return silent.length
}
