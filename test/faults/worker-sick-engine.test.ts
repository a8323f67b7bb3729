import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { describe, expect, it, type TestContext } from 'vitest'
import { openDockerSandbox } from '../../workers/sandbox/docker.ts'
import { installationOf, listBoxes } from '../support/worker/boxes.ts'
import { eventually } from '../support/eventually.ts'
import { end, spawnWorker, startWorkerProcess } from '../support/server/processes.ts'
import { testSettings } from '../support/run/settings.ts'
import { engineCalls, startSickEngine, type EngineCall } from '../support/worker/sick-engine.ts'
import { startTestServer, type TestServer } from '../support/server/test-server.ts'
import { startAttemptWithTest } from '../support/worker/timed-attempt.ts'

const { isFull, dockerHost } = testSettings()
const workerId = 'sick'
const patient = { timeout: 400_000 }
/** Those that a run meets; asked for at other times: ping and images. */
const inARun = engineCalls.filter((call) => call !== 'images' && call !== 'ping')
const seconds = (ms: number) => (ms / 1_000).toFixed(1)

/** The test's own context: beside others at once, only that knows which test has finished. */
type Context = Pick<TestContext, 'onTestFinished'>

async function openInstallPaths({ onTestFinished }: Context) {
  const server = await startTestServer({ time: 'database' })
  const engine = await startSickEngine()
  const workers: ChildProcess[] = []
  const settings = { WORKER_ID: workerId, RUN_SLOTS: '1', POOL_BOXES: '0', DOCKER_HOST: engine.dockerHost }
  onTestFinished(async () => {
    await Promise.all(workers.map((worker) => end(worker, 'SIGKILL')))
    await engine.stop()
    // What a worker without its engine had to leave, its next life clears away.
    await eventually(async () => {
      await reapAsNextLife(server)
      return (await listBoxes(server.config.workerToken)).length === 0
    })
    await server.stop()
  })
  const start = async () => {
    const worker = await startWorkerProcess(server, settings)
    workers.push(worker)
    return worker
  }
  const spawn = () => {
    const { child } = spawnWorker(server, settings)
    workers.push(child)
    return child
  }
  const goneAfterMs = async (sinceMs: number) => {
    await eventually(async () => !(await server.deps.jobs.workerOnline()), 90_000)
    const tookMs = performance.now() - sinceMs
    if (isFull) expect(tookMs, 'health is red').toBeLessThan(30_000)
    return tookMs
  }
  const stopMs = async (worker: ChildProcess) => {
    const askedAt = performance.now()
    await end(worker, 'SIGTERM')
    const tookMs = performance.now() - askedAt
    if (isFull) expect(tookMs, 'SIGTERM ends it').toBeLessThan(30_000)
    return tookMs
  }
  const swallowed = () => eventually(async () => engine.swallowedAtMs(), 60_000)
  return { server, engine, start, spawn, goneAfterMs, stopMs, swallowed }
}

async function reapAsNextLife(server: TestServer): Promise<void> {
  const installationId = installationOf(server.config.workerToken)
  const owner = { installationId, workerId, bootId: randomUUID(), runtime: null }
  await openDockerSandbox({ dockerHost, owner, now: () => Date.now() }).reap(Date.now())
}

async function meetsItInARun(call: EngineCall, context: Context) {
  const { server, engine, start, goneAfterMs, stopMs, swallowed } = await openInstallPaths(context)
  const worker = await start()
  const { visitor, attemptId, click } = await startAttemptWithTest(server, 100)
  const clock = () => visitor.must('getClock', { params: { attemptId } })
  const before = await clock()

  engine.swallow(call)
  const run = await click()
  const goneMs = await goneAfterMs(await swallowed())
  // A box that could not be opened is given up; one that was used has told its end already.
  const isVerdict = call === 'wait' || call === 'remove'
  await eventually(async () => {
    const { state, platform_errors } = await run.row()
    return isVerdict ? state === 'finished' : state === 'queued' && platform_errors === 1
  }, 60_000)
  engine.heal()
  expect((await run.finished()).verdict).toBe('passed')
  expect(await run.resultCount()).toBe(1)
  expect((await clock()).totalMs, 'nobody is charged').toBeGreaterThanOrEqual(before.totalMs)
  // Sooner than any reaper would: what was made too late is removed when it comes.
  await eventually(async () => (await listBoxes(server.config.workerToken)).length === 0)

  engine.swallow(call)
  const held = await click()
  await swallowed()
  const stoppedMs = await stopMs(worker)
  expect(await held.row()).toMatchObject({ platform_errors: 0 })
  await eventually(async () => (await held.row()).state !== 'running')
  console.info(`"${call}" hangs: red after ${seconds(goneMs)} s, gone ${seconds(stoppedMs)} s after SIGTERM`)
}

describe.concurrent('an engine that takes a call and never answers', () => {
  it.for(isFull ? inARun : ['create' as const])('%s', patient, meetsItInARun)

  it('ping', patient, async (context) => {
    const { server, engine, start, goneAfterMs, stopMs, swallowed } = await openInstallPaths(context)
    const worker = await start()
    engine.swallow('ping')
    const goneMs = await goneAfterMs(await swallowed())
    const run = await (await startAttemptWithTest(server, 100)).click()
    engine.heal()
    expect((await run.finished()).verdict).toBe('passed')
    engine.swallow('ping')
    await swallowed()
    const stoppedMs = await stopMs(worker)
    console.info(`"ping" hangs: red after ${seconds(goneMs)} s, gone ${seconds(stoppedMs)} s after SIGTERM`)
  })

  it('images, which are asked for once, at the start', patient, async (context) => {
    const { server, engine, spawn, stopMs, swallowed } = await openInstallPaths(context)
    engine.swallow('images')
    const hung = spawn()
    await swallowed()
    const run = await (await startAttemptWithTest(server, 100)).click()
    expect(await server.deps.jobs.workerOnline()).toBe(false)
    const stoppedMs = await stopMs(hung)
    expect(await run.row()).toMatchObject({ state: 'queued', claim_no: 0 })

    engine.swallow('images')
    spawn()
    await swallowed()
    engine.heal()
    expect((await run.finished()).verdict).toBe('passed')
    console.info(`"images" hangs: gone ${seconds(stoppedMs)} s after SIGTERM`)
  })
})
