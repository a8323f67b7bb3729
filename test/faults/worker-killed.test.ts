import { randomUUID } from 'node:crypto'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listBoxes } from '../support/boxes.ts'
import { eventually } from '../support/eventually.ts'
import { startTestServer, typescriptExercise, type TestServer } from '../support/test-server.ts'
import { workerEnvironment } from '../support/test-worker.ts'

let server: TestServer
const workers: ChildProcess[] = []

beforeAll(async () => void (server = await startTestServer({ time: 'database' })))
afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL')
  await server.stop()
})

async function startWorkerProcess(name: string): Promise<ChildProcess> {
  const worker = spawn(process.execPath, ['workers/main.ts'], {
    env: { PATH: process.env['PATH'], ...workerEnvironment(server), WORKER_ID: name, LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  workers.push(worker)
  let said = ''
  worker.stdout?.on('data', (chunk) => (said += String(chunk)))
  await eventually(async () => said.includes('ready for runs'), 60_000)
  return worker
}

async function end(worker: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exited = once(worker, 'exit')
  worker.kill(signal)
  await exited
}

/** A candidate whose only visible test takes so long. */
async function sitWithSlowTest(durationMs: number) {
  const { visitor, attemptId } = await server.sitting({ exerciseId: typescriptExercise })
  const params = { attemptId }
  const { files } = await visitor.must('getWorkspace', { params })
  const slowTest = `import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
test('takes its time', async () => { await setTimeout(${durationMs}) })
`
  const changes = [
    ...files
      .filter((file) => file.path.startsWith('test/'))
      .map(({ path }) => ({ kind: 'delete' as const, path })),
    { kind: 'write' as const, path: 'test/slow.test.ts', content: slowTest },
  ]
  await visitor.must('saveWorkspace', { params, body: { clientId: randomUUID(), seq: 1, changes } })
  const { runId } = await visitor.must('createRun', { params })
  const row = () =>
    server.deps.db.selectFrom('runs').selectAll().where('id', '=', runId).executeTakeFirstOrThrow()
  const finished = () =>
    eventually(async () => {
      const view = await visitor.must('getRun', { params: { ...params, runId } })
      return view.state === 'finished' && view
    }, 90_000)
  const results = () =>
    server.deps.db.selectFrom('run_results').selectAll().where('run_id', '=', runId).execute()
  return { row, finished, results }
}

const noBoxes = () => eventually(async () => (await listBoxes(server.config.workerToken)).length === 0)

describe('kill -9 of the worker during a run', () => {
  it(
    '20, 22: leaves exactly one verdict, and its successor leaves no box',
    { timeout: 180_000 },
    async () => {
      const first = await startWorkerProcess('only')
      const run = await sitWithSlowTest(2_500)
      await eventually(async () => (await run.row()).state === 'running')
      await end(first, 'SIGKILL')
      expect((await run.row()).state).toBe('running')

      const second = await startWorkerProcess('only')
      const done = await run.finished()
      expect(done.result).toMatchObject({ verdict: 'passed', tests: [{ name: 'takes its time' }] })
      expect(await run.results()).toHaveLength(1)
      await end(second, 'SIGTERM')
      await noBoxes()
    },
  )

  it('21: another worker has the run within 15 s', { timeout: 180_000 }, async () => {
    const first = await startWorkerProcess('first')
    const run = await sitWithSlowTest(4_000)
    await eventually(async () => (await run.row()).state === 'running')
    const second = await startWorkerProcess('second')
    const killedAt = performance.now()
    await end(first, 'SIGKILL')
    await eventually(async () => (await run.row()).worker_id === 'second')
    // The promise that is tested is a time; what stands behind it is a lease of 10 s and a sweep every 3 s.
    expect(performance.now() - killedAt).toBeLessThan(15_000)
    expect((await run.finished()).result?.verdict).toBe('passed')
    expect(await run.results()).toHaveLength(1)
    await end(second, 'SIGTERM')
    // What the first left belongs to its name; only a worker of that name, or the end of their time, removes it.
    await end(await startWorkerProcess('first'), 'SIGTERM')
    await noBoxes()
  })
})

describe('SIGTERM of the worker during a run', () => {
  it('23: gives the run back in time, and nobody is charged for it', { timeout: 180_000 }, async () => {
    const first = await startWorkerProcess('first')
    const run = await sitWithSlowTest(25_000)
    await eventually(async () => (await run.row()).state === 'running')
    const askedAt = performance.now()
    await end(first, 'SIGTERM')
    expect(performance.now() - askedAt).toBeLessThan(30_000)
    await eventually(async () => (await run.row()).state === 'queued')
    expect(await run.row()).toMatchObject({ platform_errors: 0, claim_no: 1 })
    await noBoxes()

    const second = await startWorkerProcess('second')
    expect((await run.finished()).result?.verdict).toBe('passed')
    expect(await run.row()).toMatchObject({ platform_errors: 0, claim_no: 2 })
    await end(second, 'SIGTERM')
  })

  it('23: a run that ends soon is finished first', { timeout: 120_000 }, async () => {
    const worker = await startWorkerProcess('first')
    const run = await sitWithSlowTest(1_000)
    await eventually(async () => (await run.row()).state === 'running')
    await end(worker, 'SIGTERM')
    expect((await run.finished()).result?.verdict).toBe('passed')
    expect(await run.row()).toMatchObject({ platform_errors: 0, claim_no: 1 })
    await noBoxes()
  })
})
