import { randomUUID } from 'node:crypto'
import type { ChildProcess } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { liveChannel, liveRunEventSchema } from '#contracts/jobs.ts'
import { connectRedis } from '#platform/redis.ts'
import { openDockerSandbox } from '../../workers/sandbox/docker.ts'
import { installationOf, listBoxes, listRunningBoxes } from '../support/worker/boxes.ts'
import { eventually } from '../support/eventually.ts'
import { end, startWorkerProcess } from '../support/server/processes.ts'
import { testSettings } from '../support/run/settings.ts'
import { startTestServer, type TestServer } from '../support/server/test-server.ts'
import {
  startAttemptWithTest,
  watchClaims,
  type Claim,
  type TimedRun,
} from '../support/worker/timed-attempt.ts'

const patient = { timeout: 400_000 }
const { isFull } = testSettings()
const noPool: Record<string, string> = { POOL_BOXES: '0' }
/** As a worker is shipped: boxes wait for their runs. */
const shippedPool: Record<string, string> = {}
const phases = ['claimed', 'box being created', 'building', 'testing', 'reporting'] as const
type Phase = (typeof phases)[number]
/** A box that waited is not known by its run. */
const inPool = phases.filter((phase) => phase !== 'building')

/** A server with its queue and its workers, apart from those of the other tests. */
interface Installation {
  server: TestServer
  claims: Claim[]
  onClaim: (claim: Claim) => void
  workers: Map<string, ChildProcess>
  start(name: string, slots: number): Promise<void>
  kill(name: string): Promise<void>
}

async function openInstallation(pool: Record<string, string>): Promise<Installation> {
  const server = await startTestServer({ time: 'database' })
  const workers = new Map<string, ChildProcess>()
  const one: Installation = {
    server,
    claims: [],
    onClaim: () => undefined,
    workers,
    start: async (name, slots) => {
      const settings = { WORKER_ID: name, RUN_SLOTS: String(slots), ...pool }
      workers.set(name, await startWorkerProcess(server, settings))
    },
    kill: async (name) => end(workers.get(name)!, 'SIGKILL'),
  }
  watchClaims(server, (claim) => {
    one.claims.push(claim)
    one.onClaim(claim)
  })
  return one
}

/** Ends every worker, then clears up after those that were killed as a later life of theirs would. Two at once do no harm. */
async function closeInstallation({ server, workers }: Installation): Promise<void> {
  await Promise.all([...workers.values()].map((worker) => end(worker, 'SIGTERM')))
  for (const workerId of workers.keys()) {
    const owner = { installationId: installationOf(server.config.workerToken), workerId, runtime: null }
    const { dockerHost } = testSettings()
    const reap = () =>
      openDockerSandbox({
        dockerHost,
        owner: { ...owner, bootId: randomUUID() },
        now: () => Date.now(),
      }).reap(Date.now())
    await Promise.all([reap(), reap()])
  }
  expect(await listBoxes(server.config.workerToken)).toEqual([])
  await server.stop()
}

const installations: Record<'phases' | 'pooled' | 'chaos' | 'poison', Installation> = Object.create(null)
beforeAll(async () => {
  for (const name of ['phases', 'pooled', 'chaos', 'poison'] as const)
    installations[name] = await openInstallation(name === 'pooled' ? shippedPool : noPool)
})
afterAll(async () => {
  for (const installation of Object.values(installations)) await closeInstallation(installation)
}, 120_000)

async function killInEach(call: { what: string; name: 'phases' | 'pooled'; struck: readonly Phase[] }) {
  const { struck } = call
  const one = installations[call.name]
  const { server } = one
  const victims = struck.map((_, index) => `victim-${index}`)
  const attempts = await Promise.all(struck.map(() => startAttemptWithTest(server, 1_000)))
  await Promise.all(victims.map((name) => one.start(name, 1)))
  if (call.name === 'pooled')
    await eventually(
      async () => (await listBoxes(server.config.workerToken)).length >= 2 * struck.length,
      60_000,
    )

  const held = new Map<string, { phase: Phase; workerId: string }>()
  const killed = new Map<Phase, { runId: string; atMs: number }>()
  const deaths: Promise<void>[] = []
  const strike = (runId: string, phase: Phase) => {
    const victim = held.get(runId)
    if (victim?.phase !== phase || killed.has(phase)) return
    killed.set(phase, { runId, atMs: performance.now() })
    deaths.push(one.kill(victim.workerId))
  }
  one.onClaim = ({ runId, workerId, claimNo }) => {
    if (claimNo > 1) return
    held.set(runId, { phase: struck[held.size]!, workerId })
    strike(runId, 'claimed')
  }
  const live = connectRedis(server.config.redisUrl, { maxRetriesPerRequest: null })
  live.on('message', (_channel: string, text: string) => {
    const event = liveRunEventSchema.parse(JSON.parse(text))
    if (event.kind !== 'phase') return
    if (event.phase === 'building') {
      strike(event.runId, 'box being created')
      if (held.get(event.runId)?.phase !== 'building') return
      void eventually(async () => (await listRunningBoxes(event.runId)).length > 0).then(() =>
        strike(event.runId, 'building'),
      )
    }
    if (event.phase === 'testing') strike(event.runId, 'testing')
    if (event.phase === 'collecting') strike(event.runId, 'reporting')
  })
  await live.subscribe(liveChannel(server.config.queuePrefix))
  const runs = await Promise.all(attempts.map((attempt) => attempt.click()))
  await eventually(async () => held.size === struck.length, 60_000)
  await one.start('survivor', struck.length)
  await eventually(async () => killed.size === struck.length, 60_000)
  await Promise.all(deaths)
  const verdicts = await Promise.all(runs.map((run) => run.finished(180_000)))
  live.disconnect()

  expect(verdicts.map(({ verdict }) => verdict)).toEqual(struck.map(() => 'passed'))
  expect(await Promise.all(runs.map((run) => run.resultCount()))).toEqual(struck.map(() => 1))
  const recoveryMs = (phase: Phase) => {
    const { runId, atMs } = killed.get(phase)!
    const again = one.claims.find((claim) => claim.runId === runId && claim.claimNo === 2)
    // Its last word may have left just before.
    return again === undefined ? null : again.atMs - atMs
  }
  const recoveries = struck.map((phase) => {
    const tookMs = recoveryMs(phase)
    return `${phase} ${tookMs === null ? 'already told' : `${(tookMs / 1_000).toFixed(1)} s`}`
  })
  const slowest = Math.max(...struck.map(recoveryMs).filter((tookMs) => tookMs !== null))
  console.info(`${call.what}, from the kill to the next claim: ${recoveries.join(', ')}`)
  if (isFull) expect(slowest).toBeLessThan(15_000)
}

/** Each waits for leases to run out more than it works, so they wait together; but not where they are timed. */
describe('kill -9 of a worker', { concurrent: !isFull }, () => {
  it.each([
    { what: 'without a pool', name: 'phases', struck: phases },
    { what: 'with the shipped pool', name: 'pooled', struck: isFull ? inPool : inPool.slice(2, 3) },
  ] as const)('in every phase of a run, $what: each ends with exactly one verdict', patient, killInEach)

  it('at random points, and asleep past the lease: one result a run', patient, async () => {
    const kills = isFull ? 20 : 3
    const one = installations.chaos
    const { server } = one
    const names = ['a', 'b', 'c']
    await Promise.all(names.map((name) => one.start(name, 2)))
    const attempts = await Promise.all(Array.from({ length: 6 }, () => startAttemptWithTest(server, 1_500)))
    const runs: TimedRun[] = []
    const clickAll = async () => {
      for (const attempt of attempts) runs.push(await attempt.click())
    }
    await clickAll()
    await eventually(async () => one.claims.length > 2, 60_000)
    let sleeps = 0
    for (let kill = 1; kill <= kills; kill += 1) {
      // The random point in the life of whatever runs there is what this test is about.
      await delay(Math.random() * 2_500)
      const name = names[kill % names.length]!
      await one.kill(name)
      await Promise.all([one.start(name, 2), clickAll()])
      if (kill % 10 !== 3) continue
      const sleeper = one.workers.get(names[(kill + 1) % names.length]!)!
      sleeper.kill('SIGSTOP')
      await delay(11_000)
      sleeper.kill('SIGCONT')
      sleeps += 1
    }
    const isOver = (state: string) => state === 'finished' || state === 'superseded'
    const rows = await eventually(async () => {
      const all = await Promise.all(runs.map((run) => run.row()))
      return all.every(({ state }) => isOver(state)) && all
    }, 180_000)
    const counts = await Promise.all(runs.map((run) => run.resultCount()))
    expect(counts).toEqual(rows.map(({ state }) => (state === 'finished' ? 1 : 0)))
    const claims = rows.reduce((sum, row) => sum + row.claim_no, 0)
    const audited = await server.deps.db
      .selectFrom('audit')
      .select('subject')
      .where('action', '=', 'run-claimed')
      .execute()
    expect(audited).toHaveLength(claims)
    console.info(
      `${kills} kills and ${sleeps} sleeps over ${runs.length} clicks: ${claims} claims, ${counts.filter((count) => count > 0).length} results, 0 duplicates`,
    )
  })

  it('a run that kills its worker each time is given up, and harms no other', patient, async () => {
    const one = installations.poison
    const { server } = one
    const [poisoned, ...others] = await Promise.all(
      Array.from({ length: 4 }, (_, index) => startAttemptWithTest(server, index === 0 ? 20_000 : 500)),
    )
    const poison = await poisoned!.click()
    const deaths: Promise<void>[] = []
    one.onClaim = ({ runId, workerId }) => {
      if (runId === poison.runId) deaths.push(one.kill(workerId))
    }
    const before = await poisoned!.visitor.must('getClock', { params: { attemptId: poisoned!.attemptId } })
    const neighbours: TimedRun[] = []
    for (let bootId = 1; bootId <= 3; bootId += 1) {
      await one.start(`life-${bootId}`, 2)
      if (bootId === 1) for (const other of others) neighbours.push(await other.click())
      await eventually(async () => deaths.length === bootId, 60_000)
    }
    await one.start('life-4', 2)
    const word = await poison.finished(120_000)
    expect(word).toMatchObject({ verdict: 'platform_error', cause: expect.stringContaining('our fault') })
    expect(await poison.row()).toMatchObject({ claim_no: 3, platform_errors: 3 })
    expect(deaths).toHaveLength(3)
    for (const neighbour of neighbours) {
      expect((await neighbour.finished()).verdict).toBe('passed')
      expect(await neighbour.resultCount()).toBe(1)
    }
    const after = await poisoned!.visitor.must('getClock', { params: { attemptId: poisoned!.attemptId } })
    expect(after.state).toBe('running')
    expect(after.totalMs, 'what our fault took was given back').toBeGreaterThan(before.totalMs)
    expect((await poisoned!.click()).runId).not.toBe(poison.runId)
  })
})
