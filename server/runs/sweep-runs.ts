import type { Deps } from '../deps.ts'
import { countOpenRuns, listSilentRuns } from './queue-store.ts'

const enqueueAgainAfterMs = 4_000

/**
 * Enqueues again for every run that waits or whose worker has gone silent. Redis may have lost the first ring, or everything;
 * where the job still exists the second ring is the same job and does nothing.
 */
export async function sweepRuns(deps: Deps): Promise<number> {
  const now = await deps.clock.now()
  const queuedBefore = new Date(now.getTime() - enqueueAgainAfterMs)
  const silent = await listSilentRuns(deps.db, { queuedBefore, now })
  for (const run of silent) deps.jobs.enqueue(run)
  deps.metrics.runsOpen.set(await countOpenRuns(deps.db))
  return silent.length
}
