import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { databaseClock, type Clock } from '../../../server/db/clock.ts'
import { connectDatabase, type Database } from '../../../server/db/connect.ts'
import { cloneDatabase } from '../../support/server/test-database.ts'

let database: Awaited<ReturnType<typeof cloneDatabase>>
let db: Database
let asked = 0
beforeAll(async () => {
  database = await cloneDatabase()
  db = connectDatabase(database.url).withPlugin({
    transformQuery: ({ node }) => {
      asked += 1
      return node
    },
    transformResult: ({ result }) => Promise.resolve(result),
  })
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

let watches = { monotonic: 0, wall: 0 }
let clock: Clock
beforeEach(() => {
  watches = { monotonic: 5_000, wall: 1_000_000 }
  clock = databaseClock(db, { monotonicMs: () => watches.monotonic, wallMs: () => watches.wall })
  asked = 0
})
const pass = (ms: { monotonic: number; wall: number }) => {
  watches = { monotonic: watches.monotonic + ms.monotonic, wall: watches.wall + ms.wall }
}

describe("the database's clock", () => {
  it('is asked once a second and carried on in between', async () => {
    const first = await clock.now()
    pass({ monotonic: 999, wall: 999 })
    expect((await clock.now()).getTime() - first.getTime()).toBe(999)
    expect(asked).toBe(1)
    pass({ monotonic: 1, wall: 1 })
    await clock.now()
    expect(asked).toBe(2)
  })

  it.each([
    ['the machine slept, and its steady watch with it', { monotonic: 3, wall: 20 * 60_000 }],
    ['this machine was set back', { monotonic: 3, wall: -10 * 60_000 }],
    ['this machine was set ahead', { monotonic: 3, wall: 10 * 60_000 }],
  ])('is asked anew when %s', async (_what, passed) => {
    await clock.now()
    pass(passed)
    const now = await clock.now()
    expect(asked).toBe(2)
    const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db)
    expect(Math.abs(rows[0]!.now.getTime() - now.getTime())).toBeLessThan(1_000)
  })
})
