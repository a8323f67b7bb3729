import type { ChildProcess } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectRedis } from '#platform/redis.ts'
import { listBoxes } from '../support/worker/boxes.ts'
import { eventually } from '../support/eventually.ts'
import { end, startOwnRedis, startWorkerProcess, type OwnRedis } from '../support/server/processes.ts'
import { testSettings } from '../support/run/settings.ts'
import { startTestServer, type TestServer } from '../support/server/test-server.ts'
import { startAttemptWithTest, type TimedRun, type TimedAttempt } from '../support/worker/timed-attempt.ts'

const { isFull } = testSettings()
const candidates = isFull ? 50 : 8
const patient = { timeout: 400_000 }

let redis: OwnRedis
let server: TestServer
let worker: ChildProcess
let attempts: TimedAttempt[]

beforeAll(async () => {
  redis = await startOwnRedis()
  server = await startTestServer({ time: 'database', redisUrl: redis.url })
  worker = await startWorkerProcess(server, { WORKER_ID: 'only', RUN_SLOTS: '2' })
  attempts = []
  while (attempts.length < candidates) attempts.push(await startAttemptWithTest(server, 50))
}, 120_000)
afterAll(async () => {
  await end(worker, 'SIGTERM')
  expect(await listBoxes(server.config.workerToken)).toEqual([])
  await server.stop()
  await redis.stop()
})

const statesOf = async (runs: TimedRun[]) =>
  (await Promise.all(runs.map((run) => run.row()))).map((row) => row.state)
const someWork = (runs: TimedRun[]) => eventually(async () => (await statesOf(runs)).includes('running'))
const openRuns = async () =>
  server.deps.db.selectFrom('runs').select('id').where('state', 'in', ['queued', 'running']).execute()

/** No row stays open; each finished run has its one verdict, and what was left out has none. */
async function expectAllEnd(runs: TimedRun[], what: string): Promise<void> {
  const backAt = performance.now()
  await eventually(async () => (await openRuns()).length === 0, 300_000)
  const tookMs = performance.now() - backAt
  if (isFull) expect(tookMs).toBeLessThan(60_000)
  for (const run of runs) {
    const { state } = await run.row()
    expect(['finished', 'superseded']).toContain(state)
    expect(await run.resultCount()).toBe(state === 'finished' ? 1 : 0)
    if (state === 'finished') expect((await run.finished()).verdict).toBe('passed')
  }
  console.info(
    `${what} under ${candidates} candidates: all ${runs.length} runs over after ${(tookMs / 1_000).toFixed(1)} s`,
  )
}

describe('Redis loses everything', () => {
  it('flushed while runs wait and work: every accepted run still ends once', patient, async () => {
    const runs = await Promise.all(attempts.map((attempt) => attempt.click()))
    await someWork(runs)
    // Some click again, so that there is something to be left out.
    runs.push(...(await Promise.all(attempts.slice(0, 4).map((attempt) => attempt.click()))))
    const client = connectRedis(redis.url, {})
    await client.flushall()
    client.disconnect()
    await expectAllEnd(runs, 'flushed')
  })

  it(
    'killed, and back empty: what was accepted meanwhile is a row, waits, and ends too',
    patient,
    async () => {
      const runs = await Promise.all(attempts.slice(2).map((attempt) => attempt.click()))
      await someWork(runs)
      await redis.kill()
      const [hasty, finisher] = [attempts[0]!, attempts[1]!]
      const params = { attemptId: hasty.attemptId }
      const clicked = await hasty.visitor.call('createRun', { params })
      expect(clicked.status).toBe(202)
      const submitted = await finisher.visitor.call('submitAttempt', {
        params: { attemptId: finisher.attemptId },
      })
      expect(submitted.status).toBe(201)
      // What the page makes of this is "Waiting for a worker: nothing is lost".
      const seen = await eventually(async () => {
        const run = await hasty.visitor.must('getRun', { params: { ...params, runId: clicked.body.runId } })
        return run.workerOnline ? null : run
      })
      expect(seen).toMatchObject({ state: 'queued', result: null })
      const graded = await server.deps.db
        .selectFrom('runs')
        .innerJoin('submissions', 'submissions.attempt_id', 'runs.attempt_id')
        .select(['runs.id', 'runs.state'])
        .where('runs.attempt_id', '=', finisher.attemptId)
        .where('kind', '=', 'graded')
        .execute()
      expect(graded).toMatchObject([{ state: 'queued' }])

      await redis.start()
      await expectAllEnd(runs, 'killed and wiped')
      const words = await server.deps.db
        .selectFrom('run_results')
        .select('result')
        .where('run_id', 'in', [clicked.body.runId, graded[0]!.id])
        .execute()
      // The submission was emptied of its program, so that is what its grading says.
      expect(words.map(({ result }) => result.verdict).sort()).toEqual(['crashed', 'passed'])
    },
  )
})
