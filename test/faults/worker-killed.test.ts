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

async function startWorkerProcess(): Promise<ChildProcess> {
  const worker = spawn(process.execPath, ['workers/main.ts'], {
    env: { PATH: process.env['PATH'], ...workerEnvironment(server) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  workers.push(worker)
  await eventually(() => server.deps.doorbell.workerOnline(), 60_000)
  return worker
}

async function kill(worker: ChildProcess): Promise<void> {
  worker.kill('SIGKILL')
  await once(worker, 'exit')
}

const slowTest = `import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
test('takes its time', async () => { await setTimeout(2500) })
`

describe('kill -9 of the worker during a run', () => {
  it('leaves exactly one verdict and no box behind', { timeout: 180_000 }, async () => {
    const { visitor, attemptId } = await server.sitting({ exerciseId: typescriptExercise })
    const params = { attemptId }
    const { files } = await visitor.must('getWorkspace', { params })
    const changes = [
      ...files
        .filter((file) => file.path.startsWith('test/'))
        .map(({ path }) => ({ kind: 'delete' as const, path })),
      { kind: 'write' as const, path: 'test/slow.test.ts', content: slowTest },
    ]
    await visitor.must('saveWorkspace', { params, body: { clientId: randomUUID(), seq: 1, changes } })

    const first = await startWorkerProcess()
    const { runId } = await visitor.must('createRun', { params })
    await eventually(async () => (await listBoxes(server.config.workerToken)).length > 0)
    await kill(first)
    expect((await visitor.must('getRun', { params: { ...params, runId } })).state).toBe('running')

    const second = await startWorkerProcess()
    const done = await eventually(async () => {
      const view = await visitor.must('getRun', { params: { ...params, runId } })
      return view.state === 'finished' && view
    }, 90_000)
    expect(done.result).toMatchObject({ verdict: 'passed', tests: [{ name: 'takes its time' }] })
    const results = await server.deps.db
      .selectFrom('run_results')
      .selectAll()
      .where('run_id', '=', runId)
      .execute()
    expect(results).toHaveLength(1)
    await eventually(async () => (await listBoxes(server.config.workerToken)).length === 0)
    second.kill('SIGTERM')
    await once(second, 'exit')
  })
})
