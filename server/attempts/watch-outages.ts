import { beat, lockHeartbeat } from '../db/heartbeats.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { giveCredit } from './extra-time/give-credit.ts'
import { listOpenAttempts } from './store.ts'

/** A shorter gap between two heartbeats is a restart or a slow moment, and takes nobody's time. */
const outageAfterMs = 15_000

/**
 * Says that this server is at work. If none was for too long, nobody could be reached meanwhile: that time is given back to
 * everybody whose clock ran, in the same transaction that closes the gap, so that it counts once however often servers start.
 */
export async function watchOutages(deps: Deps): Promise<{ outageMs: number }> {
  const now = await deps.clock.now()
  return inTransaction(deps.db, async (tx, afterCommit) => {
    const from = await lockHeartbeat(tx, 'api', now)
    await beat(tx, 'api', now)
    const gapMs = from === null ? 0 : now.getTime() - from.getTime()
    if (from === null || gapMs <= outageAfterMs) return { outageMs: 0 }
    const cause = `outage ${from.toISOString()}`
    for (const { id } of await openAttemptsById(tx)) {
      await giveCredit(
        { deps, tx, afterCommit },
        { attemptId: id, kind: 'outage', from, until: now, cause, now },
      )
    }
    deps.log.warn({ from, until: now, gapMs }, 'no server was at work; the time is given back')
    return { outageMs: gapMs }
  })
}

/** In one order, so that two detectors that lock several attempts wait for each other and no more. */
async function openAttemptsById(tx: Parameters<typeof listOpenAttempts>[0]) {
  const open = await listOpenAttempts(tx)
  return open.sort((a, b) => (a.id < b.id ? -1 : 1))
}
