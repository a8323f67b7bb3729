import { setTimeout as delay } from 'node:timers/promises'
import { graceMs } from '#contracts/clock.ts'
import { VirtualUser } from '../virtual-user.ts'
import { inTurns } from './in-lanes.ts'
import type { OwnServer } from './open-server.ts'
import { durationMsOf, seedCandidates } from '../seed-candidates.ts'

export interface Submitting {
  /** From the end of the grace until the last submission was there. */
  allSubmittedMs: number
  submitted: number
  /** Attempts whose submission is missing, or is not what was acknowledged last. */
  lost: number
  /** What others waited for a page meanwhile. */
  pageMs: readonly number[]
}

const leadMs = 15_000
const longestWaitMs = 120_000

/** Everybody's grace ends in the same moment, nobody has a browser open, each has saved before. */
export async function measureSubmitting(server: OwnServer, people: number): Promise<Submitting> {
  const now = new Date()
  const graceEndsAt = now.getTime() + leadMs
  const startedAt = new Date(graceEndsAt - graceMs - (await durationMsOf(server.db)))
  const candidates = await seedCandidates(server.db, { count: people, startedAt, now })
  const users = candidates.map((candidate) => new VirtualUser(server.url, candidate))
  await inTurns(users, 20, async (user) => {
    await user.open()
    await user.save()
  })
  if (Date.now() >= graceEndsAt) throw new Error('The saves before the end took too long to measure the end.')
  const [somebody = null] = await seedCandidates(server.db, { count: 1, startedAt: now, now })
  if (somebody === null) throw new Error('Nobody is there to look at a page.')
  const attemptIds = users.map((user) => user.attemptId)
  await delay(graceEndsAt - Date.now())
  let isOver = false
  const count = async () => {
    const { count: submitted } = await server.db
      .selectFrom('submissions')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('attempt_id', 'in', attemptIds)
      .executeTakeFirstOrThrow()
    return submitted
  }
  const looking = lookUntil(new VirtualUser(server.url, somebody), () => isOver)
  while ((await count()) < people && Date.now() < graceEndsAt + longestWaitMs) await delay(100)
  const allSubmittedMs = Date.now() - graceEndsAt
  isOver = true
  const pageMs = await looking
  const rows = await server.db
    .selectFrom('submissions')
    .select(['attempt_id', 'revision'])
    .where('attempt_id', 'in', attemptIds)
    .execute()
  const revisions = new Map(rows.map((row) => [row.attempt_id, row.revision]))
  const lost = users.filter((user) => revisions.get(user.attemptId) !== user.lastAcknowledged).length
  return { allSubmittedMs, submitted: rows.length, lost, pageMs }
}

const lookEveryMs = 20

/** Somebody who has nothing to do with the end opens their page again and again. */
async function lookUntil(user: VirtualUser, isOver: () => boolean): Promise<number[]> {
  const took: number[] = []
  while (!isOver()) {
    const askedAt = performance.now()
    await user.open()
    took.push(performance.now() - askedAt)
    await delay(lookEveryMs)
  }
  return took
}
