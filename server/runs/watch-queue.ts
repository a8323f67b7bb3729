import { deadline } from '#contracts/clock.ts'
import { giveCredit } from '../attempts/extra-time/give-credit.ts'
import { clockFactsOf, getAttempt } from '../attempts/store.ts'
import { beat, lockHeartbeat } from '../db/heartbeats.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { listStarts, listWaits } from './queue-store.ts'

/** Visible runs may wait this long without one of them being started; more is a fault of ours. */
const queueObjectiveMs = 60_000
/** Given in steps while it lasts, and to the second where the deadline is near. */
const stepMs = 60_000
const nearMs = 3 * 60_000

/**
 * Looks whether visible runs are started. If none was for too long while some waited, the wait is given back to those who
 * waited: in steps while it lasts, so that no deadline comes first, and the rest when a run is started.
 */
export async function watchQueue(deps: Deps): Promise<void> {
  const now = await deps.clock.now()
  await inTransaction(deps.db, async (tx, afterCommit) => {
    const seen = (await lockHeartbeat(tx, 'runs', now)) ?? now
    const started = await listStarts(tx, seen)
    const until = started[0] ?? now
    const waits = await listWaits(tx, { from: seen, until, now })
    const from = waits.reduce((first, wait) => (wait.from < first ? wait.from : first), until)
    if (until.getTime() - from.getTime() > queueObjectiveMs) {
      const cause = `queue ${until.toISOString()}`
      const isOwnReach = waits.length === 1
      for (const wait of waits) {
        const leftMs = deadline(clockFactsOf(await getAttempt(tx, wait.attemptId))).getTime() - now.getTime()
        const isLast = started.length > 0 || leftMs < nearMs
        await giveCredit(
          { deps, tx, afterCommit },
          { ...wait, kind: 'queue', cause, now, isOwnReach, ...(isLast ? {} : { leastMs: stepMs }) },
        )
      }
    }
    if (waits.length === 0 || started.length > 0) await beat(tx, 'runs', started.at(-1) ?? now)
  })
}
