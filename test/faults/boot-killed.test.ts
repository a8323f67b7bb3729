import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { itWith } from '../support/fixtures.ts'
import { connectDatabase, type Database } from '../../server/db/connect.ts'
import { eventually } from '../support/eventually.ts'
import { moveDeadline } from '../support/server/move-deadline.ts'
import { freePort } from '../support/server/free-port.ts'
import { end, siblingEnvironment, spawnServer } from '../support/server/processes.ts'
import { type TestServer } from '../support/server/test-server.ts'

const minuteMs = 60_000
const boots = 10

const it = itWith({ time: 'database' })

/** Boots a server ten times and kills each a little later than the one before it, from its first moment on. */
async function bootAndKill(server: TestServer): Promise<string[]> {
  const environment = siblingEnvironment(server, { PORT: String(await freePort()) })
  const reached: string[] = []
  for (let boot = 0; boot < boots; boot += 1) {
    const { child, printed } = spawnServer(environment)
    await delay(boot * 250)
    await end(child, 'SIGKILL')
    reached.push(printed().includes('Fairtime is at') ? 'ready' : 'killed while it booted')
  }
  return reached
}

const rowsOf = (db: Database, table: 'submissions' | 'credits', attemptId: string) =>
  db.selectFrom(table).selectAll().where('attempt_id', '=', attemptId).execute()

describe('servers that are killed while they boot', () => {
  it(
    'everything away across the end: the outage is counted once, the attempt opens again, and ends once',
    { timeout: 180_000 },
    async ({ server }) => {
      const { visitor, attemptId } = await server.attempt()
      const clock = () => visitor.must('getClock', { params: { attemptId } })
      let reached: string[] = []
      await server.restart({
        async meanwhile() {
          const db = connectDatabase(server.config.databaseUrl, 1)
          // As if everything had gone a minute before the end and came back ten minutes after it.
          await moveDeadline(db, attemptId, -10 * minuteMs)
          await sql`update heartbeats set beat_at = clock_timestamp() - interval '11 minutes'`.execute(db)
          await db.destroy()
          reached = await bootAndKill(server)
        },
      })
      expect(reached[0]).toBe('killed while it booted')
      expect(await rowsOf(server.deps.db, 'submissions', attemptId)).toEqual([])
      expect(await rowsOf(server.deps.db, 'credits', attemptId)).toMatchObject([{ kind: 'outage' }])
      const reopened = await clock()
      expect(reopened.state).toBe('running')
      // Five minutes' notice from whichever boot counted it; the later ones took some of them.
      expect(reopened.remainingMs).toBeGreaterThan(3 * minuteMs)
      expect(reopened.remainingMs).toBeLessThanOrEqual(5 * minuteMs)

      await server.restart({
        async meanwhile() {
          const db = connectDatabase(server.config.databaseUrl, 1)
          const pastMs = Math.ceil(reopened.remainingMs) + 2 * minuteMs
          await sql`update attempts
            set started_at = started_at - ${pastMs}::int * interval '1 millisecond'
            where id = ${attemptId}`.execute(db)
          await sql`update heartbeats set beat_at = clock_timestamp()`.execute(db)
          await db.destroy()
          await bootAndKill(server)
        },
      })
      await eventually(async () => (await rowsOf(server.deps.db, 'submissions', attemptId)).length > 0)
      const { deadline } = await clock()
      expect(await rowsOf(server.deps.db, 'submissions', attemptId)).toMatchObject([
        { submitted_by: 'deadline', submitted_at: new Date(deadline) },
      ])
      expect(await rowsOf(server.deps.db, 'credits', attemptId)).toHaveLength(1)
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from audit
        where subject = ${`attempt:${attemptId}`} and action = 'attempt-submitted'`.execute(server.deps.db)
      expect(rows).toEqual([{ count: 1 }])
    },
  )
})
