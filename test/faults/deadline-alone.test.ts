import { randomUUID } from 'node:crypto'
import type { ChildProcess } from 'node:child_process'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectDatabase } from '../../server/db/connect.ts'
import { listBoxes, listIdleBoxes } from '../support/worker/boxes.ts'
import { eventually } from '../support/eventually.ts'
import { moveDeadline, readDeadline } from '../support/server/move-deadline.ts'
import { end, startOwnRedis, startWorkerProcess, type OwnRedis } from '../support/server/processes.ts'
import { startTestServer, type TestServer } from '../support/server/test-server.ts'
import { startAttemptWithTest } from '../support/worker/timed-attempt.ts'

const minuteMs = 60_000

let redis: OwnRedis
let server: TestServer
let worker: ChildProcess
const startWorker = async () => {
  // By one name: what the killed one was just opening, its successor clears away.
  worker = await startWorkerProcess(server, { WORKER_ID: 'only', RUN_SLOTS: '1' })
}

beforeAll(async () => {
  redis = await startOwnRedis()
  server = await startTestServer({ time: 'database', redisUrl: redis.url })
  await startWorker()
})
afterAll(async () => {
  // What the killed one was just asking for may have come after its successor first looked; that one looks again.
  await eventually(async () => (await listIdleBoxes(server.config.workerToken)).length === 0, 60_000)
  await end(worker, 'SIGTERM')
  expect(await listBoxes(server.config.workerToken)).toEqual([])
  await server.stop()
  await redis.stop()
})

describe('the end comes although hardly anything is left to bring it', () => {
  it(
    'sweeper, workers and Redis away from a minute before until ten after: as of the deadline, and graded later',
    { timeout: 200_000 },
    async () => {
      const { visitor, attemptId } = await startAttemptWithTest(server, 50)
      const params = { attemptId }
      await moveDeadline(server.deps.db, attemptId, minuteMs)
      await Promise.all([redis.kill(), end(worker, 'SIGKILL')])
      const changes = [{ kind: 'write' as const, path: 'last.txt', content: 'the last words' }]
      const body = { clientId: randomUUID(), seq: 1, changes }
      const saved = await visitor.must('saveWorkspace', { params, body })
      expect(saved.lateByMs).toBe(0)

      let beganMs = 0
      await server.restart({
        async meanwhile() {
          const db = connectDatabase(server.config.databaseUrl, 1)
          // Eleven minutes later, in which another server answered: no time was lost, it only never got to the deadlines.
          await moveDeadline(db, attemptId, -10 * minuteMs)
          await sql`update heartbeats set beat_at = clock_timestamp()`.execute(db)
          await db.destroy()
          beganMs = performance.now()
        },
      })
      const { db } = server.deps
      const rowsOf = (table: 'submissions' | 'credits') =>
        db.selectFrom(table).selectAll().where('attempt_id', '=', attemptId).execute()
      await eventually(async () => (await rowsOf('submissions')).length > 0)
      const tookMs = performance.now() - beganMs
      expect(tookMs).toBeLessThan(30_000)
      expect(await rowsOf('submissions')).toMatchObject([
        {
          submitted_at: await readDeadline(db, attemptId),
          submitted_by: 'deadline',
          revision: saved.revision,
        },
      ])
      expect(await visitor.must('getReceipt', { params })).toMatchObject({ by: 'deadline' })
      const late = await visitor.call('saveWorkspace', { params, body: { ...body, seq: 2 } })
      expect(late.error).toMatchObject({ code: 'too_late' })
      const gradings = () =>
        db
          .selectFrom('runs')
          .leftJoin('run_results', 'run_id', 'id')
          .select(['state', 'result'])
          .where('attempt_id', '=', attemptId)
          .where('kind', '=', 'graded')
          .execute()
      expect(await gradings()).toMatchObject([{ state: 'queued', result: null }])

      await redis.start()
      await startWorker()
      const backAt = performance.now()
      await eventually(async () => (await gradings())[0]?.state === 'finished', 120_000)
      // It was emptied of its program, so that is what its grading says.
      expect(await gradings()).toMatchObject([{ result: { verdict: 'crashed' } }])
      expect(await rowsOf('submissions')).toHaveLength(1)
      expect(await rowsOf('credits')).toEqual([])
      const gradedMs = performance.now() - backAt
      console.info(
        `submitted ${Math.round(tookMs)} ms after the start, graded ${Math.round(gradedMs)} ms after the workers were back`,
      )
    },
  )
})
