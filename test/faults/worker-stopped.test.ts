import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDockerSandbox } from '../../workers/sandbox/docker.ts'
import { boxLabels } from '../../workers/sandbox/limits.ts'
import { installationOf, listBoxes } from '../support/worker/boxes.ts'
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
import { openSandboxFixture } from '../sandbox/sandbox-fixture.ts'

let server: TestServer
const claims: Claim[] = []

beforeAll(async () => {
  server = await startTestServer({ time: 'database' })
  watchClaims(server, (claim) => claims.push(claim))
})
afterAll(() => server.stop())

const boxes = () => listBoxes(server.config.workerToken)
const isRunning = (runs: TimedRun[]) => async () =>
  (await Promise.all(runs.map((run) => run.row()))).every(({ state }) => state === 'running')
const secondsSince = (atMs: number) => ((performance.now() - atMs) / 1_000).toFixed(1)
const sandboxOf = (owner: { installationId: string; workerId: string }) => {
  const { dockerHost } = testSettings()
  return openDockerSandbox({
    dockerHost,
    owner: { ...owner, bootId: randomUUID(), runtime: null },
    now: () => Date.now(),
  })
}

describe('SIGTERM of a worker under load', () => {
  it(
    'takes nothing new, finishes or gives back what it has, and no candidate meets a failure',
    { timeout: 240_000 },
    async () => {
      const settings = { WORKER_ID: 'first', RUN_SLOTS: '2' }
      const first = await startWorkerProcess(server, settings)
      const [long, short, third, fourth] = await Promise.all(
        [14_000, 3_000, 500, 500].map((durationMs) => startAttemptWithTest(server, durationMs)),
      )
      const taken = [await long!.click(), await short!.click()]
      await eventually(isRunning(taken))
      const waiting = [await third!.click(), await fourth!.click()]
      const claimsBefore = claims.length
      const askedAt = performance.now()
      await end(first, 'SIGTERM')
      const tookMs = performance.now() - askedAt
      expect(tookMs).toBeLessThan(30_000)
      expect(claims.slice(claimsBefore)).toEqual([])
      await eventually(async () => (await taken[0]!.row()).state === 'queued')
      expect(await taken[0]!.row()).toMatchObject({ claim_no: 1, platform_errors: 0 })
      expect((await taken[1]!.finished()).verdict).toBe('passed')
      for (const run of waiting) expect(await run.row()).toMatchObject({ state: 'queued', claim_no: 0 })
      expect(await boxes()).toEqual([])

      const second = await startWorkerProcess(server, { ...settings, WORKER_ID: 'second' })
      for (const run of [...taken, ...waiting]) {
        expect((await run.finished()).verdict).toBe('passed')
        expect(await run.resultCount()).toBe(1)
        expect((await run.row()).platform_errors).toBe(0)
      }
      await end(second, 'SIGTERM')
      console.info(`gone ${(tookMs / 1_000).toFixed(1)} s after SIGTERM; one run finished, one given back`)
    },
  )
})

describe('kill -9 of a worker with eight live boxes', () => {
  it('its next life removes them, and touches nothing else on the engine', { timeout: 240_000 }, async () => {
    const settings = { WORKER_ID: 'eight', RUN_SLOTS: '8', POOL_BOXES: '0' }
    const { docker, execution } = await openSandboxFixture()
    const shape = {
      role: 'candidate',
      image: execution.images.typescript,
      limits: { memoryMiB: 64, pids: 16 },
      cpus: 1,
    } as const
    const installationId = installationOf(server.config.workerToken)
    const elsewhere = await sandboxOf({ installationId: 'another', workerId: 'eight' }).prepare(
      shape,
      300_000,
    )
    const unlabelled = await docker.createContainer({
      Image: shape.image,
      Entrypoint: ['sh', '-c', 'read nothing'],
      OpenStdin: true,
    })
    await unlabelled.start()
    try {
      const first = await startWorkerProcess(server, settings)
      const attempts = await Promise.all(
        Array.from({ length: 8 }, () => startAttemptWithTest(server, 60_000)),
      )
      for (const attempt of attempts) await attempt.click()
      await eventually(async () => (await boxes()).length === 8, 120_000)
      // A sibling leaves alone what a living worker looks after.
      const sibling = sandboxOf({ installationId, workerId: 'sibling' })
      expect(await sibling.reap(Date.now())).toBe(0)
      const before = await boxes()

      const killedAt = performance.now()
      await end(first, 'SIGKILL')
      const second = await startWorkerProcess(server, settings)
      await eventually(async () => {
        const now = await boxes()
        return before.every((box) => !now.includes(box))
      }, 60_000)
      if (testSettings().isFull) expect(performance.now() - killedAt).toBeLessThan(15_000)
      console.info(`eight boxes gone ${secondsSince(killedAt)} s after the kill`)
      expect((await unlabelled.inspect()).State.Running).toBe(true)
      expect(elsewhere.isAlive()).toBe(true)
      await end(second, 'SIGTERM')
      await eventually(async () => (await boxes()).length === 0)
    } finally {
      await elsewhere.close()
      await unlabelled.remove({ force: true })
    }
  })

  it('a sibling removes what a dead worker left once its time is over', { timeout: 60_000 }, async () => {
    const installationId = `test-${randomUUID().slice(0, 8)}`
    const { execution } = await openSandboxFixture()
    const shape = {
      role: 'candidate',
      image: execution.images.typescript,
      limits: { memoryMiB: 64, pids: 16 },
      cpus: 1,
    } as const
    const lifeMs = 30_000
    const box = await sandboxOf({ installationId, workerId: 'dead' }).prepare(shape, lifeMs)
    const sibling = sandboxOf({ installationId, workerId: 'sibling' })
    const graceMs = 31_000
    expect(await sibling.reap(Date.now())).toBe(0)
    // Two reapers at once, as two siblings are.
    const counts = await Promise.all([1, 2].map(() => sibling.reap(Date.now() + lifeMs + graceMs)))
    expect(Math.max(...counts)).toBe(1)
    expect(await sibling.reap(Date.now() + lifeMs + graceMs)).toBe(0)
    await box.close()
  })

  it(
    'a sibling of another name removes what ended, or never began, and leaves what works',
    { timeout: 120_000 },
    async () => {
      const installationId = `test-${randomUUID().slice(0, 8)}`
      const { docker, execution } = await openSandboxFixture()
      const shape = {
        role: 'candidate',
        image: execution.images.typescript,
        limits: { memoryMiB: 64, pids: 16 },
        cpus: 1,
      } as const
      const dead = sandboxOf({ installationId, workerId: 'dead' })
      const [ended, works] = [await dead.prepare(shape, 300_000), await dead.prepare(shape, 300_000)]
      const labelled = (installation: string) =>
        docker.createContainer({
          Image: shape.image,
          Labels: { [boxLabels.installation]: installation, [boxLabels.worker]: 'dead' },
        })
      const [neverBegan, foreign] = [await labelled(installationId), await labelled('another')]
      const unlabelled = await docker.createContainer({ Image: shape.image })
      try {
        await docker.getContainer(ended.id).kill()
        await eventually(async () => !ended.isAlive())
        const sibling = sandboxOf({ installationId, workerId: 'sibling' })
        const nowMs = Date.now()
        expect(await sibling.reap(nowMs)).toBe(0)
        expect(await sibling.reap(nowMs + 59_000)).toBe(0)
        expect(await sibling.reap(nowMs + 60_000)).toBe(2)
        const exists = (id: string) =>
          docker
            .getContainer(id)
            .inspect()
            .then(
              () => true,
              () => false,
            )
        expect(await Promise.all([ended, neverBegan].map(({ id }) => exists(id)))).toEqual([false, false])
        expect(await Promise.all([foreign, unlabelled].map(({ id }) => exists(id)))).toEqual([true, true])
        expect(works.isAlive()).toBe(true)
      } finally {
        await Promise.all([ended.close(), works.close()])
        for (const container of [foreign, unlabelled]) await container.remove({ force: true })
      }
    },
  )
})
