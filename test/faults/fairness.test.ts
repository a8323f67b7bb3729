import { randomUUID } from 'node:crypto'
import type { ChildProcess } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRun } from '../../server/runs/create-run.ts'
import { eventually } from '../support/eventually.ts'
import { end, startWorkerProcess } from '../support/server/processes.ts'
import { testSettings } from '../support/run/settings.ts'
import { startTestServer, type TestServer } from '../support/server/test-server.ts'
import { startAttemptWithTest, watchClaims, type TimedAttempt } from '../support/worker/timed-attempt.ts'

/** Two cores are promised two seconds; where tests share them with whatever else runs, only the order is judged. */
const laterByMs = testSettings().isFull ? 2_000 : 15_000

let server: TestServer
let worker: ChildProcess
const beganAt = new Map<string, number>()

beforeAll(async () => {
  server = await startTestServer({ time: 'database' })
  watchClaims(server, ({ runId, atMs }) => void (beganAt.has(runId) || beganAt.set(runId, atMs)))
  worker = await startWorkerProcess(server, { WORKER_ID: randomUUID(), RUN_SLOTS: '2' })
})
afterAll(async () => {
  await end(worker, 'SIGTERM')
  await server.stop()
})

const began = (runId: string) => eventually(async () => beganAt.get(runId), 60_000)
async function clickToBeginMs(attempt: TimedAttempt): Promise<number> {
  const clickedAt = performance.now()
  const run = await attempt.click()
  const waitedMs = (await began(run.runId)) - clickedAt
  expect((await run.finished()).verdict).toBe('passed')
  return waitedMs
}

const rowsOf = (attemptId: string) =>
  server.deps.db
    .selectFrom('runs')
    .select(['id', 'state', 'claim_no'])
    .where('attempt_id', '=', attemptId)
    .orderBy('created_at')
    .execute()

/** What one candidate has in the queue and at work, however much they click. */
async function expectOneAndOne(attemptId: string): Promise<void> {
  const rows = await rowsOf(attemptId)
  expect(rows.filter((row) => row.state === 'running').length).toBeLessThanOrEqual(1)
  expect(rows.filter((row) => row.state === 'queued').length).toBeLessThanOrEqual(1)
}

/** In tens, as fast as answers come; half-way through, somebody else clicks once. */
async function flood(click: () => Promise<unknown>, attemptId: string, halfway: () => Promise<number>) {
  const perRound = 10
  let other: Promise<number> | null = null
  for (let done = 0; done < 500; done += perRound) {
    await Promise.all(Array.from({ length: perRound }, click))
    if (done % 100 === 0) await expectOneAndOne(attemptId)
    if (done === 240) other = halfway()
  }
  await expectOneAndOne(attemptId)
  return other
}

describe('one candidate clicks 500 times, another once', () => {
  it('through the door: sixty are taken, the others told to wait, and the other candidate is not held up', async () => {
    const [greedy, modest] = await Promise.all([
      startAttemptWithTest(server, 6_000),
      startAttemptWithTest(server, 100),
    ])
    const idleMs = await clickToBeginMs(modest)
    const first = await greedy.click()
    await began(first.runId)
    const statuses = new Map<number, number>()
    const path = `/api/attempts/${greedy.attemptId}/runs`
    const click = async () => {
      const answer = await greedy.visitor.fetch(path, { method: 'POST' })
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      if (answer.status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      await answer.arrayBuffer()
    }
    const busyMs = await flood(click, greedy.attemptId, () => clickToBeginMs(modest))
    expect(busyMs! - idleMs).toBeLessThan(laterByMs)
    expect([...statuses.keys()].sort()).toEqual([202, 429])
    // A minute may turn over meanwhile, and then there are sixty more.
    expect([59, 119, 179, 239]).toContain(statuses.get(202))
    console.info(
      `begins after ${Math.round(idleMs)} ms when idle, ${Math.round(busyMs!)} ms beside 500 clicks (${statuses.get(202)} taken)`,
    )
  }, 180_000)

  it('with the limit out of the way: 500 are taken, all but two left out unless one ended meanwhile', async () => {
    const [greedy, modest] = await Promise.all([
      startAttemptWithTest(server, 6_000),
      startAttemptWithTest(server, 100),
    ])
    const idleMs = await clickToBeginMs(modest)
    const first = await greedy.click()
    await began(first.runId)
    const click = async () =>
      createRun(server.deps, { attemptId: greedy.attemptId, now: await server.deps.clock.now() })
    const busyMs = await flood(click, greedy.attemptId, () => clickToBeginMs(modest))
    expect(busyMs! - idleMs).toBeLessThan(laterByMs)
    const rows = await eventually(async () => {
      const all = await rowsOf(greedy.attemptId)
      return all.every((row) => ['finished', 'superseded'].includes(row.state)) && all
    }, 120_000)
    expect(rows).toHaveLength(501)
    // The first, the last, and now and then one between them.
    const finished = rows.filter((row) => row.state === 'finished').length
    expect(finished).toBeGreaterThanOrEqual(2)
    expect(finished).toBeLessThan(20)
    console.info(
      `begins after ${Math.round(idleMs)} ms when idle, ${Math.round(busyMs!)} ms beside 500 accepted clicks (${501 - finished} superseded)`,
    )
  }, 180_000)
})
