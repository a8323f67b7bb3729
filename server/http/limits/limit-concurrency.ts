import type { Route } from '#contracts/route.ts'
import { AppError } from '../app-error.ts'
import { KeyedLimiter } from './keyed-limiter.ts'

export type InTurn = (
  route: Route,
  params: Readonly<Record<string, unknown>>,
  work: () => Promise<unknown>,
) => Promise<unknown>

/** A page sends one save at a time, and little else beside it; two windows and a reload make some ten. */
const waitingWrites = 20
/** A page that opens asks some ten things at once. */
const waitingReads = 60
const unbounded = { limit: Number.MAX_SAFE_INTEGER, maxWaiting: Number.MAX_SAFE_INTEGER } as const

/**
 * What is asked about one attempt is done one after another, writes and reads apart, before a connection to the database is
 * taken. All of it waits for the attempt's one lock anyway; waiting there would hold a connection each, until nobody else had one.
 */
export function takeTurns(): InTurn {
  const writes = new KeyedLimiter({ ...unbounded, maxWaitingOfKey: waitingWrites })
  const reads = new KeyedLimiter({ ...unbounded, maxWaitingOfKey: waitingReads })
  return async (route, params, work) => {
    const key = params['attemptId'] ?? params['invitationId']
    if (route.access.kind !== 'candidate' || typeof key !== 'string') return work()
    const turns = route.method === 'GET' ? reads : writes
    const done = await turns.take(key, async () => ({ result: await work() }))
    if (done === null)
      throw new AppError('busy', { message: 'More of this exercise is under way than one person needs.' })
    return done.result
  }
}
