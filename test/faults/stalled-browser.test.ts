import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect, createServer, type Socket as TcpSocket } from 'node:net'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClientToServer, ServerToClient } from '#contracts/events.ts'
import { end, startWorkerProcess } from '../support/server/processes.ts'
import { testSettings } from '../support/run/settings.ts'
import { startTestServer, type TestServer } from '../support/server/test-server.ts'
import { startAttemptWithTest } from '../support/worker/timed-attempt.ts'

const { isFull } = testSettings()
const mebibyte = 1_048_576

let server: TestServer
let worker: ChildProcess
beforeAll(async () => {
  server = await startTestServer({ time: 'database' })
  worker = await startWorkerProcess(server, { WORKER_ID: 'only', RUN_SLOTS: '1' })
})
afterAll(async () => {
  await end(worker, 'SIGTERM')
  await server.stop()
})

/** A line to the server that can be clogged: from then on nobody at this end takes a byte. */
async function openLine() {
  const lines: TcpSocket[] = []
  const proxy = createServer((page) => {
    const upstream = connect(Number(new URL(server.url).port), '127.0.0.1')
    lines.push(upstream)
    page.pipe(upstream).pipe(page)
    for (const side of [page, upstream]) side.on('error', () => undefined)
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const address = proxy.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    clog: () => lines.forEach((line) => line.unpipe().pause()),
    close: () => {
      lines.forEach((line) => line.destroy())
      proxy.close()
    },
  }
}

const flood = `import { test } from 'node:test'
test('floods', async () => {
  for (;;) {
    console.log('yes'.repeat(2_000))
    await new Promise((resolve) => setImmediate(resolve))
  }
})
`

describe('a program that floods a page which takes nothing', () => {
  it(
    'is ended and told of as soon as any other, and the server keeps none of it',
    { timeout: 180_000 },
    async () => {
      const { visitor, attemptId, click } = await startAttemptWithTest(server, 1)
      const changes = [{ kind: 'write' as const, path: 'test/timed.test.ts', content: flood }]
      const body = { clientId: randomUUID(), seq: 1, changes }
      await visitor.must('saveWorkspace', { params: { attemptId }, body })
      const floodMs = async () => {
        const clickedAt = performance.now()
        expect(await (await click()).finished()).toMatchObject({ verdict: 'output_exceeded' })
        return performance.now() - clickedAt
      }
      const aloneMs = await floodMs()

      const line = await openLine()
      const page: Socket<ServerToClient, ClientToServer> = io(line.url, {
        transports: ['websocket'],
        reconnection: false,
        extraHeaders: { cookie: visitor.cookieHeader },
      })
      expect(await page.timeout(10_000).emitWithAck('watch-attempt', { attemptId })).toEqual({ ok: true })
      line.clog()
      const before = process.memoryUsage().rss
      const cloggedMs = Math.min(await floodMs(), await floodMs())
      const grownMiB = (process.memoryUsage().rss - before) / mebibyte
      page.disconnect()
      line.close()
      // The same program, with and without somebody who takes it in.
      if (isFull) expect(cloggedMs - aloneMs).toBeLessThan(2_000)
      expect(grownMiB).toBeLessThan(64)
      const words = [aloneMs, cloggedMs].map((ms) => `${Math.round(ms)} ms`).join(', with a clogged page ')
      console.info(`click to verdict of a flood ${words}; the server grew by ${grownMiB.toFixed(1)} MiB`)
    },
  )
})
