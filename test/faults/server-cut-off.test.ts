import type { ChildProcess } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { end, siblingEnvironment, startOwnRedis, startServerProcess } from '../support/server/processes.ts'
import type { OwnRedis } from '../support/server/processes.ts'
import { startTestServer, type TestServer } from '../support/server/test-server.ts'

let installation: TestServer
beforeAll(async () => {
  installation = await startTestServer({ time: 'database' })
})
afterAll(() => installation.stop())

const ways = {
  'is away': async (redis: OwnRedis, server: ChildProcess) => {
    await redis.kill()
    await end(server, 'SIGTERM')
  },
  // Both are there when the server wakes, so it may hear of the signal before it can know of Redis.
  'goes at the same moment': async (redis: OwnRedis, server: ChildProcess) => {
    server.kill('SIGSTOP')
    await redis.kill()
    server.kill('SIGTERM')
    await end(server, 'SIGCONT')
  },
  'is there and says nothing': async (redis: OwnRedis, server: ChildProcess) => {
    redis.freeze()
    await end(server, 'SIGTERM')
  },
}

describe('SIGTERM of a server', () => {
  it.each(Object.entries(ways))(
    'it goes, and waits for no answer, when Redis %s',
    { timeout: 60_000 },
    async (way, stop) => {
      const redis = await startOwnRedis()
      const { child } = await startServerProcess(
        siblingEnvironment(installation, { PORT: '0', REDIS_URL: redis.url }),
      )
      const askedAt = performance.now()
      await stop(redis, child)
      const tookMs = performance.now() - askedAt
      console.info(`server gone ${(tookMs / 1_000).toFixed(1)} s after SIGTERM when Redis ${way}`)
      expect(child.exitCode).toBe(0)
      await redis.stop()
    },
  )
})
