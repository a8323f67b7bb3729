import { sql } from 'kysely'
import { deadline } from '#contracts/clock.ts'
import { giveCredit } from '../attempts/give-credit.ts'
import { clockFactsOf, getAttempt } from '../attempts/store.ts'
import type { Tx } from '../db/connect.ts'
import { beat, lockHeartbeat } from '../db/heartbeats.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'

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

async function listStarts(tx: Tx, since: Date): Promise<Date[]> {
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
async function listWaits(tx: Tx, span: { from: Date; until: Date; now: Date }) {
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
