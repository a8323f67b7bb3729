import type { ChildProcess } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { listBoxes, listRunningBoxes } from '../support/worker/boxes.ts'
import { eventually } from '../support/eventually.ts'
import { end, spawnWorker, startOwnRedis, type OwnRedis } from '../support/server/processes.ts'
import { startTestServer, type TestServer } from '../support/server/test-server.ts'
import { startAttemptWithTest } from '../support/worker/timed-attempt.ts'

interface Scene {
  redis: OwnRedis
  server: TestServer
  worker: ChildProcess
  printed: () => string
}

const ways = {
  'is away': async ({ redis, server, worker }: Scene) => {
    await redis.kill()
    await eventually(async () => !(await server.deps.jobs.workerOnline()))
    await end(worker, 'SIGTERM')
  },
  // Both are there when the worker wakes, so it may hear of the signal before it can know of Redis.
  'goes at the same moment': async ({ redis, worker }: Scene) => {
    worker.kill('SIGSTOP')
    await redis.kill()
    worker.kill('SIGTERM')
    await end(worker, 'SIGCONT')
  },
  'goes a moment later': async ({ redis, worker, printed }: Scene) => {
    worker.kill('SIGTERM')
    await eventually(async () => printed().includes('stopping'))
    await redis.kill()
    await end(worker, 'SIGTERM')
  },
  'is there and says nothing': async ({ redis, worker }: Scene) => {
    redis.freeze()
    await end(worker, 'SIGTERM')
  },
}

describe('SIGTERM of a worker', () => {
  it.each(Object.entries(ways))(
    'it goes although it can tell nobody, and leaves no box, when Redis %s',
    { timeout: 120_000 },
    async (way, stop) => {
      const redis = await startOwnRedis()
      const server = await startTestServer({ time: 'database', redisUrl: redis.url })
      const { child: worker, printed } = spawnWorker(server, { WORKER_ID: 'cut-off', RUN_SLOTS: '1' })
      const run = await (await startAttemptWithTest(server, 60_000)).click()
      await eventually(async () => (await listRunningBoxes(run.runId)).length > 0, 60_000)
      const askedAt = performance.now()
      await stop({ redis, server, worker, printed })
      const tookMs = performance.now() - askedAt
      console.info(`gone ${(tookMs / 1_000).toFixed(1)} s after SIGTERM when Redis ${way}`)
      expect(worker.exitCode, printed()).toBe(0)
      expect(await listBoxes(server.config.workerToken)).toEqual([])
      expect(await run.row()).toMatchObject({ state: 'running', claim_no: 1, platform_errors: 0 })
      await redis.kill()
      await server.stop()
      await redis.stop()
    },
  )
})
