import { once } from 'node:events'
import { createServer, connect, type Server } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { testSettings } from '../support/run/settings.ts'
import { startTestServer } from '../support/server/test-server.ts'

let folder: string
let slowRedis: Server
let heldBack: number
const rejections: unknown[] = []
const keep = (reason: unknown) => void rejections.push(reason)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slow-redis-'))
  heldBack = 0
  rejections.length = 0
  slowRedis = createServer((client) => {
    const upstream = connect(testSettings().redisUrl.replace('unix://', ''))
    let subscribes = false
    client.on('data', (chunk) => {
      if (/subscribe/i.test(chunk.toString('latin1'))) subscribes = true
      upstream.write(chunk)
    })
    upstream.on('data', (chunk) => {
      if (subscribes) heldBack += 1
      else client.write(chunk)
    })
    client.on('close', () => upstream.destroy()).on('error', () => upstream.destroy())
    upstream.on('close', () => client.destroy()).on('error', () => client.destroy())
  })
  slowRedis.listen(join(folder, 'redis.sock'))
  await once(slowRedis, 'listening')
  process.on('unhandledRejection', keep)
})

afterEach(async () => {
  process.off('unhandledRejection', keep)
  slowRedis.close()
  await rm(folder, { recursive: true })
})

it('a server that is stopped before Redis answered its subscriptions leaves no promise unhandled', async () => {
  const server = await startTestServer({ redisUrl: join(folder, 'redis.sock') })
  // Of the sockets’ adapter and of the runs’ live output.
  await eventually(async () => heldBack >= 2)
  await server.stop()
  await new Promise((resolve) => setImmediate(resolve))
  expect(rejections).toEqual([])
})
