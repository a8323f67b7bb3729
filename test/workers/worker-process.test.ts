import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ClaimedRun } from '#contracts/api/worker.ts'
import { runJobId, runReportSchema, type RunReport } from '#contracts/jobs.ts'
import { policySha256 } from '../../workers/policy-hash.ts'
import { programs } from '../sandbox/programs.ts'
import { claimOf, dockerHost, filesOf, openSandboxFixture } from '../sandbox/sandbox-fixture.ts'

const checkout = join(import.meta.dirname, '..', '..')
const workerToken = 'a-token-that-only-this-test-knows'
const quick = filesOf(
  programs.find((program) => program.verdict === 'passed' && program.language === 'typescript')!.files,
)
const endless = filesOf(
  programs.find((program) => program.verdict === 'timed_out' && program.language === 'typescript')!.files,
)

/** The server as a worker sees it: answers claims and heartbeats, and counts them. */
interface FakeServer {
  http: Server
  port: number
  runs: Map<string, ClaimedRun>
  claims: string[]
  goOn: boolean
  isAway: boolean
}

let prefix: string
let redis: Redis
let server: FakeServer
let queues: { runs: Queue; submissions: Queue; regrades: Queue; reports: Queue }
const workers: ChildProcess[] = []

beforeEach(async () => {
  prefix = `t-${randomUUID().slice(0, 8)}`
  redis = new Redis({ path: process.env['FAIRTIME_TEST_REDIS_SOCKET']!, maxRetriesPerRequest: null })
  const open = (name: string) => new Queue(name, { connection: redis, prefix })
  queues = {
    runs: open('runs'),
    submissions: open('submissions'),
    regrades: open('regrades'),
    reports: open('run-reports'),
  }
  server = await openFakeServer()
})
afterEach(async () => {
  for (const worker of workers.splice(0)) {
    if (worker.exitCode !== null || worker.signalCode !== null) continue
    const ended = new Promise((resolve) => worker.once('exit', resolve))
    worker.kill('SIGTERM')
    await ended
  }
  for (const queue of Object.values(queues)) await queue.close()
  redis.disconnect()
  server.http.closeAllConnections()
  await new Promise((resolve) => server.http.close(resolve))
})

async function openFakeServer(): Promise<FakeServer> {
  const fake: FakeServer = {
    http: createServer(),
    port: 0,
    runs: new Map(),
    claims: [],
    goOn: true,
    isAway: false,
  }
  fake.http.on('request', (request, response) => {
    request.resume()
    const [, runId = '', verb] = /^\/api\/worker\/runs\/([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? []
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (fake.isAway) return answer(503, {})
    if (request.headers.authorization !== `Bearer ${workerToken}`) return answer(401, {})
    if (verb === 'heartbeat') return answer(200, { goOn: fake.goOn })
    fake.claims.push(runId)
    const claimNo = fake.claims.filter((id) => id === runId).length
    const run = fake.runs.get(runId)
    return answer(200, run ? { ...run, claimNo } : { status: 'gone' })
  })
  await new Promise<void>((resolve) => fake.http.listen(0, '127.0.0.1', resolve))
  const address = fake.http.address()
  fake.port = typeof address === 'object' && address ? address.port : 0
  return fake
}

/** A worker as it really runs: a process of its own, with nothing but its environment. */
function startWorker(extra: Record<string, string> = {}): ChildProcess {
  const worker = spawn(process.execPath, [join(checkout, 'workers', 'main.ts')], {
    cwd: checkout,
    env: {
      PATH: process.env['PATH'],
      REDIS_URL: process.env['FAIRTIME_TEST_REDIS_SOCKET'],
      SERVER_URL: `http://127.0.0.1:${server.port}`,
      WORKER_TOKEN: workerToken,
      DOCKER_HOST: dockerHost,
      QUEUE_PREFIX: prefix,
      WORKER_ID: prefix,
      LOG_LEVEL: 'silent',
      ...extra,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  workers.push(worker)
  return worker
}

async function enqueue(run: Partial<ClaimedRun>, queue: Queue = queues.runs): Promise<ClaimedRun> {
  const claim = claimOf({ language: 'typescript', ...run })
  server.runs.set(claim.runId, claim)
  await queue.add('run', { runId: claim.runId, claimNo: 0 }, { jobId: runJobId(claim.runId, 0) })
  return claim
}

async function nextReports(count: number): Promise<RunReport[]> {
  const list = async () =>
    (await queues.reports.getJobs(['waiting', 'prioritized'])).map((job) => runReportSchema.parse(job.data))
  return vi.waitFor(
    async () => {
      const reports = await list()
      expect(reports.length).toBeGreaterThanOrEqual(count)
      return reports
    },
    { timeout: 60_000, interval: 100 },
  )
}

/** Waits for the report of a run; answers all runs that were reported by then. */
const reported = (run: ClaimedRun) =>
  vi.waitFor(
    async () => {
      const runIds = (await nextReports(1)).map((report) => report.runId)
      expect(runIds).toContain(run.runId)
      return runIds
    },
    { timeout: 60_000, interval: 100 },
  )

const claimed = (run: ClaimedRun, times = 1) =>
  vi.waitFor(() => expect(server.claims.filter((id) => id === run.runId)).toHaveLength(times), {
    timeout: 60_000,
    interval: 50,
  })

describe('a worker process', () => {
  test('claims a run, tells of it live, and reports its verdict', async () => {
    const listener = redis.duplicate()
    const live: { kind: string; text?: string }[] = []
    listener.on('message', (_channel, text) => live.push(JSON.parse(text)))
    await listener.subscribe(`${prefix}-live`)
    startWorker()
    const run = await enqueue({ files: quick })
    const [report] = await nextReports(1)
    listener.disconnect()
    expect(report).toMatchObject({
      runId: run.runId,
      claimNo: 1,
      workerId: prefix,
      outcome: {
        kind: 'verdict',
        result: { verdict: 'passed', provenance: { workerId: prefix, policySha256: policySha256(null) } },
      },
    })
    expect(live.map((event) => event.kind)).toContain('phase')
    expect(live.map((event) => event.text ?? '').join('')).toContain('hello')
    expect(await redis.exists(`${prefix}-workers`)).toBe(1)
  })

  test('tells nothing live of a grading, neither what it prints nor how far it has come', async () => {
    const listener = redis.duplicate()
    const live: { runId: string }[] = []
    listener.on('message', (_channel, text) => live.push(JSON.parse(text)))
    await listener.subscribe(`${prefix}-live`)
    startWorker()
    const graded = await enqueue(
      { kind: 'graded', files: quick, graded: { probeFiles: [], checkIds: ['a'] } },
      queues.submissions,
    )
    await reported(graded)
    const visible = await enqueue({ files: quick })
    await reported(visible)
    listener.disconnect()
    expect(new Set(live.map(({ runId }) => runId))).toEqual(new Set([visible.runId]))
  })

  test('drops a run that is gone', async () => {
    startWorker()
    const gone = await enqueue({ files: quick })
    server.runs.delete(gone.runId)
    const run = await enqueue({ files: quick })
    const reports = await nextReports(1)
    expect(reports.map((report) => report.runId)).toEqual([run.runId])
  })

  test('keeps a run until the server can be reached', async () => {
    server.isAway = true
    startWorker()
    const run = await enqueue({ files: quick })
    await vi.waitFor(async () => expect(await queues.runs.getActiveCount()).toBe(1), { timeout: 60_000 })
    server.isAway = false
    const [report] = await nextReports(1)
    expect(report?.runId).toBe(run.runId)
  })

  test('stops at once, and reports nothing, when its claim is fenced off', async () => {
    server.goOn = false
    startWorker()
    const fenced = await enqueue({ files: endless })
    await claimed(fenced)
    await vi.waitFor(async () => expect(await queues.runs.getActiveCount()).toBe(0), {
      timeout: 60_000,
      interval: 100,
    })
    expect(await queues.reports.count()).toBe(0)
  })

  test('runs a submission although its run slots are taken', async () => {
    startWorker({ RUN_SLOTS: '1' })
    const busy = await enqueue({ files: endless })
    await claimed(busy)
    const submission = await enqueue({ files: quick }, queues.submissions)
    const [report] = await nextReports(1)
    expect(report?.runId).toBe(submission.runId)
  })

  test(
    'takes a regrade only when no candidate needs it, and lets nobody wait for one',
    { timeout: 120_000 },
    async () => {
      startWorker({ RUN_SLOTS: '1' })
      const short = { wallMs: 8_000, memoryMiB: 512, pids: 128, outputKiB: 64 }
      const busy = await enqueue({ files: endless, limits: short })
      await claimed(busy)
      const long = { ...short, wallMs: 100_000 }
      const regrade = await enqueue({ files: endless, limits: long }, queues.regrades)
      await vi.waitFor(async () => expect(await queues.regrades.getActiveCount()).toBe(1), {
        timeout: 20_000,
        interval: 50,
      })
      const waiting = await enqueue({ files: quick })
      const submission = await enqueue({ files: quick }, queues.submissions)
      await claimed(regrade)
      const claims = server.claims.filter((runId) => server.runs.has(runId))
      expect(claims.indexOf(regrade.runId), 'it came last').toBe(3)
      for (const run of [busy, waiting, submission]) await reported(run)
      const late = await enqueue({ files: quick })
      expect(await reported(late), 'a run does not wait for a regrade under way').not.toContain(regrade.runId)
    },
  )

  test('that stops while a regrade stands back leaves it unclaimed, at once', async () => {
    const worker = startWorker({ RUN_SLOTS: '1' })
    await claimed(await enqueue({ files: endless }))
    const regrade = await enqueue({ files: quick }, queues.regrades)
    await vi.waitFor(async () => expect(await queues.regrades.getActiveCount()).toBe(1), { timeout: 20_000 })
    const ended = new Promise((resolve) => worker.once('exit', resolve))
    worker.kill('SIGTERM')
    await vi.waitFor(async () => expect(await queues.regrades.getActiveCount()).toBe(0), {
      timeout: 5_000,
      interval: 50,
    })
    await ended
    expect(server.claims).not.toContain(regrade.runId)
  })

  test('killed in the middle of a run leaves a run that its successor finishes, and no box', async () => {
    const { docker } = await openSandboxFixture()
    const boxesOf = (runId: string) =>
      docker.listContainers({ all: true, filters: { label: [`fairtime.run=${runId}`] } })
    const first = startWorker()
    const run = await enqueue({
      files: endless,
      limits: { wallMs: 60_000, memoryMiB: 512, pids: 128, outputKiB: 64 },
    })
    await vi.waitFor(async () => expect(await boxesOf(run.runId)).toHaveLength(1), {
      timeout: 60_000,
      interval: 50,
    })
    first.kill('SIGKILL')
    server.runs.set(run.runId, { ...run, files: quick })
    startWorker()
    const reports = await nextReports(1)
    expect(reports).toMatchObject([
      { runId: run.runId, claimNo: 2, outcome: { kind: 'verdict', result: { verdict: 'passed' } } },
    ])
    // Used boxes are removed once the run is reported, so the report may be seen first.
    await vi.waitFor(async () => expect(await boxesOf(run.runId)).toHaveLength(0), { timeout: 60_000 })
  })

  test('says that it waits when there is no Docker, and leaves the jobs where they are', async () => {
    const worker = startWorker({ DOCKER_HOST: 'unix:///nowhere/docker.sock', LOG_LEVEL: 'error' })
    const run = await enqueue({ files: quick })
    let said = ''
    worker.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')))
    await vi.waitFor(() => expect(said).toContain('runs wait in their queues'), { timeout: 60_000 })
    expect(worker.exitCode).toBe(null)
    expect(await redis.exists(`${prefix}-workers`)).toBe(0)
    expect(server.claims).not.toContain(run.runId)
    expect(await queues.runs.count()).toBe(1)
  })
})
