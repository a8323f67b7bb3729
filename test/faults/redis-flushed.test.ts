import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectRedis } from '../../server/redis.ts'
import { listBoxes } from '../support/boxes.ts'
import { eventually } from '../support/eventually.ts'
import type { Visitor } from '../support/call.ts'
import { startTestServer, typescriptExercise, type TestServer } from '../support/test-server.ts'
import { startTestWorker } from '../support/test-worker.ts'

let folder: string
let socket: string
let redisProcess: ChildProcess
let server: TestServer
let worker: { stop(): Promise<void> }

/** A Redis of this test alone: what it does to it must not reach its neighbours. */
async function startRedis(): Promise<void> {
  redisProcess = spawn(
    'redis-server',
    ['--port', '0', '--unixsocket', socket, '--dir', folder, '--save', ''],
    { stdio: 'ignore' },
  )
  const probe = connectRedis(socket, { maxRetriesPerRequest: null })
  probe.on('error', () => undefined)
  await probe.ping()
  probe.disconnect()
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fairtime-redis-'))
  socket = join(folder, 'redis.sock')
  await startRedis()
  server = await startTestServer({ time: 'database', redisUrl: socket })
  worker = await startTestWorker(server)
})
afterAll(async () => {
  await worker.stop()
  expect(await listBoxes(server.config.workerToken)).toEqual([])
  await server.stop()
  redisProcess.kill('SIGTERM')
  await once(redisProcess, 'exit')
  await rm(folder, { recursive: true })
})

const sittings = (count: number) =>
  Promise.all(Array.from({ length: count }, () => server.sitting({ exerciseId: typescriptExercise })))

async function allEnd(runs: { visitor: Visitor; attemptId: string; runId: string }[]): Promise<void> {
  for (const { visitor, attemptId, runId } of runs) {
    const view = await eventually(async () => {
      const run = await visitor.must('getRun', { params: { attemptId, runId } })
      return run.state === 'finished' && run
    }, 90_000)
    expect(view.result?.verdict).toBe('failed')
  }
  const ids = runs.map((run) => run.runId)
  const results = await server.deps.db
    .selectFrom('run_results')
    .select('run_id')
    .where('run_id', 'in', ids)
    .execute()
  expect(results).toHaveLength(runs.length)
}

const click = async (sitting: { visitor: Visitor; attemptId: string }) => {
  const { runId } = await sitting.visitor.must('createRun', { params: { attemptId: sitting.attemptId } })
  return { ...sitting, runId }
}
const someRuns = (runs: { runId: string }[]) =>
  eventually(async () => {
    const ids = runs.map((run) => run.runId)
    const rows = await server.deps.db.selectFrom('runs').select('state').where('id', 'in', ids).execute()
    return rows.some((row) => row.state === 'running')
  })

describe('Redis loses everything', () => {
  it(
    'flushed while runs wait and work: every accepted run still ends once',
    { timeout: 180_000 },
    async () => {
      const runs = await Promise.all((await sittings(5)).map(click))
      await someRuns(runs)
      const redis = connectRedis(socket, {})
      await redis.flushall()
      redis.disconnect()
      await allEnd(runs)
    },
  )

  it(
    'killed, and back empty: runs and submissions accepted meanwhile end too',
    { timeout: 180_000 },
    async () => {
      const people = await sittings(3)
      const before = await Promise.all(people.slice(0, 2).map(click))
      redisProcess.kill('SIGKILL')
      await once(redisProcess, 'exit')
      const during = await click(people[2]!)
      const submitter = people[0]!
      await submitter.visitor.must('submitAttempt', { params: { attemptId: submitter.attemptId } })
      await rm(socket, { force: true })
      await startRedis()
      await allEnd([...before, during])
      await eventually(async () => {
        const graded = await server.deps.db
          .selectFrom('run_results')
          .innerJoin('runs', 'runs.id', 'run_results.run_id')
          .select('result')
          .where('attempt_id', '=', submitter.attemptId)
          .where('kind', '=', 'graded')
          .executeTakeFirst()
        return graded?.result.verdict === 'failed'
      }, 90_000)
    },
  )
})
