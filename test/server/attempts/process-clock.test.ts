import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { moveDeadline } from '../../support/server/move-deadline.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'

let server: TestServer
beforeAll(async () => void (server = await startTestServer({ time: 'database' })))
afterEach(() => void vi.useRealTimers())
afterAll(() => server.stop())

const minuteMs = 60_000

describe.each([-10, 0, 10])('with the clock of the process off by %i minutes', (skewMinutes) => {
  it.each([
    ['half a minute before the deadline', 30_000, 200, 'running', 0],
    ['half a minute after it', -30_000, 200, 'grace', 30_000],
    ['two minutes after it', -120_000, 409, null, null],
  ])('the decision is the same %s', async (_name, ms, status, state, lateByMs) => {
    const { visitor, attemptId } = await server.attempt()
    await moveDeadline(server.deps.db, attemptId, ms)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + skewMinutes * minuteMs })
    const params = { attemptId }
    const clock = await visitor.must('getClock', { params })
    const changes = [{ kind: 'write' as const, path: 'a.txt', content: 'x' }]
    const saved = await visitor.call('saveWorkspace', {
      params,
      body: { clientId: randomUUID(), seq: 1, changes },
    })
    expect(saved.status).toBe(status)
    if (state === null) return
    expect(clock.state).toBe(state)
    expect(Math.abs(clock.remainingMs - Math.max(0, ms))).toBeLessThan(5_000)
    expect(Math.abs(saved.body.lateByMs - (lateByMs ?? 0))).toBeLessThan(5_000)
  })
})
