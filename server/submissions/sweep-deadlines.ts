import { attemptState } from '#contracts/clock.ts'
import { clockFactsOf, listMaybeOverAttempts } from '../attempts/store.ts'
import type { Deps } from '../deps.ts'
import { freezeAttempt } from './freeze-attempt.ts'

/** What was received in the last moment of the grace may still be on its way into the database; it is waited for. */
const settleMs = 1_000
/** A whole class may end in one second; most of the database's connections are left to everybody else. */
const freezesAtOnce = 6

/** Submits every attempt whose time and grace are over, whether or not anybody's browser is open. */
export async function sweepDeadlines(deps: Deps): Promise<number> {
  const now = await deps.clock.now()
  const settledAt = new Date(now.getTime() - settleMs)
  const suspects = await listMaybeOverAttempts(deps.db, settledAt)
  const over = suspects.filter((attempt) => attemptState(clockFactsOf(attempt), settledAt) === 'over')
  const waiting = [...over]
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      await freezeAttempt(deps, { attemptId: next.id, by: 'deadline', now })
  }
  const lanes = await Promise.allSettled(Array.from({ length: freezesAtOnce }, lane))
  for (const ended of lanes) if (ended.status === 'rejected') throw ended.reason
  return over.length
}
