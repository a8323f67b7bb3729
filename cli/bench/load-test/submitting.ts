import { setTimeout as delay } from 'node:timers/promises'
import { graceMs } from '#contracts/clock.ts'
import { Bot } from './virtual-user.ts'
import { inTurns } from './in-turns.ts'
import type { OwnServer } from './open-server.ts'
import { durationMsOf, seatCandidates } from './seed-candidates.ts'

export interface Ending {
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
export async function measureEnding(server: OwnServer, people: number): Promise<Ending> {
  const now = new Date()
  const graceEndsAt = now.getTime() + leadMs
  const startedAt = new Date(graceEndsAt - graceMs - (await durationMsOf(server.db)))
  const seats = await seatCandidates(server.db, { count: people, startedAt, now })
  const bots = seats.map((seat) => new Bot(server.url, seat))
  await inTurns(bots, 20, async (bot) => {
    await bot.open()
    await bot.save()
  })
  if (Date.now() >= graceEndsAt) throw new Error('The saves before the end took too long to measure the end.')
  const [somebody = null] = await seatCandidates(server.db, { count: 1, startedAt: now, now })
  if (somebody === null) throw new Error('Nobody is there to look at a page.')
  const attemptIds = bots.map((bot) => bot.attemptId)
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
  const looking = lookUntil(new Bot(server.url, somebody), () => isOver)
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
  const lost = bots.filter((bot) => revisions.get(bot.attemptId) !== bot.lastAcknowledged).length
  return { allSubmittedMs, submitted: rows.length, lost, pageMs }
}

const lookEveryMs = 20

/** Somebody who has nothing to do with the end opens their page again and again. */
async function lookUntil(bot: Bot, isOver: () => boolean): Promise<number[]> {
  const took: number[] = []
  while (!isOver()) {
    const askedAt = performance.now()
    await bot.open()
    took.push(performance.now() - askedAt)
    await delay(lookEveryMs)
  }
  return took
}
