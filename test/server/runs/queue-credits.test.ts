import { io } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runResultSchema } from '#contracts/runs.ts'
import type { Visitor } from '../../support/server/call.ts'
import { recordReport } from '../../../server/runs/record-report.ts'
import { watchQueue } from '../../../server/runs/watch-queue.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'

let server: TestServer
beforeEach(async () => {
  server = await startTestServer()
  await watchQueue(server.deps)
})
afterEach(() => server.stop())

const result = runResultSchema.parse({
  verdict: 'passed',
  cause: 'The one test passed.',
  tests: [],
  evidence: [],
  output: '',
  outputTruncated: false,
  durationMs: 1,
  image: '',
})
const asWorker = () => ({ authorization: `Bearer ${server.config.workerToken}` })
const claim = (runId: string) =>
  server.visitor().must('claimRun', { params: { runId }, body: { workerId: 'test' }, headers: asWorker() })
const click = async (visitor: Visitor, attemptId: string) =>
  (await visitor.must('createRun', { params: { attemptId } })).runId
const creditsOf = (attemptId: string) =>
  server.deps.db
    .selectFrom('credits')
    .selectAll()
    .where('attempt_id', '=', attemptId)
    .orderBy('created_at')
    .execute()
const sumOf = async (attemptId: string) =>
  (await creditsOf(attemptId)).reduce((sum, credit) => sum + credit.amount_ms, 0)
async function pass(seconds: number) {
  for (let second = 0; second < seconds; second += 5) {
    server.clock.advance(5_000)
    await watchQueue(server.deps)
  }
}

describe('a queue that stands still', () => {
  it('gives back what was waited for, to those who waited, in steps that pages hear of, and once', async () => {
    const waiting = await server.attempt()
    const idle = await server.attempt()
    await pass(30)
    const page = io(server.url, {
      transports: ['websocket'],
      extraHeaders: { cookie: waiting.visitor.cookieHeader },
    })
    await page.timeout(5_000).emitWithAck('watch-attempt', { attemptId: waiting.attemptId })
    const told = new Promise((resolve) => page.once('attempt-clock', resolve))
    const runId = await click(waiting.visitor, waiting.attemptId)
    await pass(60)
    expect(await creditsOf(waiting.attemptId)).toEqual([])
    await pass(30)
    expect(await sumOf(waiting.attemptId)).toBe(65_000)
    expect(await told).toMatchObject({
      clock: { givenBack: [{ reason: 'your test run had to wait for our machines' }] },
    })
    page.disconnect()
    server.clock.advance(2_000)
    await claim(runId)
    await pass(5)
    await Promise.all([watchQueue(server.deps), watchQueue(server.deps)])
    expect(await sumOf(waiting.attemptId)).toBe(92_000)
    expect(await creditsOf(idle.attemptId)).toEqual([])
    const outcome = { kind: 'verdict' as const, result }
    await recordReport(server.deps, { runId, claimNo: 1, workerId: 'test', outcome })
    await pass(120)
    expect(await sumOf(waiting.attemptId)).toBe(92_000)
  })

  it('is none while runs are started, however many wait', async () => {
    const one = await server.attempt()
    const other = await server.attempt()
    await click(one.visitor, one.attemptId)
    for (let round = 0; round < 4; round += 1) {
      await pass(40)
      const runId = await click(other.visitor, other.attemptId)
      expect(await claim(runId)).toMatchObject({ status: 'claimed' })
      const outcome = { kind: 'released' as const }
      await recordReport(server.deps, { runId, claimNo: 1, workerId: 'test', outcome })
    }
    expect(await creditsOf(one.attemptId)).toEqual([])
  })

  it('comes before the deadline does, and stops at the cap', async () => {
    const { visitor, attemptId } = await server.attempt()
    server.clock.advance(118 * 60_000)
    await server.deps.db.updateTable('heartbeats').set({ beat_at: server.clock.current }).execute()
    await click(visitor, attemptId)
    await pass(180)
    const clock = await visitor.must('getClock', { params: { attemptId } })
    expect(clock).toMatchObject({ state: 'running', remainingMs: 120_000 })
    server.clock.advance(100 * 60_000)
    await watchQueue(server.deps)
    expect(await sumOf(attemptId)).toBeLessThanOrEqual(60 * 60_000)
  })
})

describe('a visible run that ends through a fault of ours', () => {
  const fault = { kind: 'platform_error' as const, message: 'the engine did not answer' }
  const failFor = async (eachMs: number) => {
    const attempt = await server.attempt()
    const runId = await click(attempt.visitor, attempt.attemptId)
    for (let claimNo = 1; claimNo <= 3; claimNo += 1) {
      await claim(runId)
      server.clock.advance(eachMs)
      await recordReport(server.deps, { runId, claimNo, workerId: 'test', outcome: fault })
    }
    return attempt.attemptId
  }

  it('gives back the time from the click to the end', async () => {
    expect(await creditsOf(await failFor(4_000))).toMatchObject([
      { kind: 'platform_error', amount_ms: 12_000 },
    ])
  })

  it('but no more than five minutes', async () => {
    expect(await creditsOf(await failFor(200_000))).toMatchObject([{ amount_ms: 300_000 }])
  })

  it('and what one attempt alone can bring about comes to a quarter of an hour in all; above it staff decide', async () => {
    const attempt = await server.attempt()
    const { visitor, attemptId, invitationId } = attempt
    for (let run = 0; run < 5; run += 1) {
      const runId = await click(visitor, attemptId)
      for (let claimNo = 1; claimNo <= 3; claimNo += 1) {
        await claim(runId)
        server.clock.advance(80_000)
        await recordReport(server.deps, { runId, claimNo, workerId: 'test', outcome: fault })
      }
    }
    expect(await sumOf(attemptId)).toBe(15 * 60_000)
    const recruiter = await server.staff('recruiter')
    const { withheld } = await recruiter.must('getTime', { params: { invitationId } })
    expect(withheld.reduce((sum, one) => sum + one.amountMs, 0)).toBe(5 * 4 * 60_000 - 15 * 60_000)
  })

  it('a queue that stands still for others too gives back all of it', async () => {
    const [one, other] = [await server.attempt(), await server.attempt()]
    await click(one.visitor, one.attemptId)
    await click(other.visitor, other.attemptId)
    await pass(20 * 60)
    expect(await sumOf(one.attemptId)).toBeGreaterThan(15 * 60_000)
    const alone = await server.attempt()
    expect(await sumOf(alone.attemptId)).toBe(0)
  })
})
