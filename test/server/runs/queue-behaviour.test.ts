import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunReport } from '#contracts/jobs.ts'
import { runResultSchema } from '#contracts/runs.ts'
import { recordReport } from '../../../server/runs/record-report.ts'
import { startTestServer, typescriptExercise, type TestServer } from '../../support/server/test-server.ts'
import type { Visitor } from '../../support/server/call.ts'

let server: TestServer
const enqueued: string[] = []
const takenBack: string[] = []
beforeAll(async () => {
  server = await startTestServer()
  server.deps.jobs.enqueue = ({ id, claim_no }) => void enqueued.push(`${id} ${claim_no}`)
  server.deps.jobs.cancel = ({ id, claim_no }) => void takenBack.push(`${id} ${claim_no}`)
})
afterAll(() => server.stop())

const asWorker = () => ({ authorization: `Bearer ${server.config.workerToken}` })
const claim = (runId: string) =>
  server.visitor().must('claimRun', { params: { runId }, body: { workerId: 'test' }, headers: asWorker() })
const click = async (visitor: Visitor, attemptId: string) =>
  (await visitor.must('createRun', { params: { attemptId } })).runId
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
const report = (runId: string, claimNo: number, outcome: RunReport['outcome']) =>
  recordReport(server.deps, { runId, claimNo, workerId: 'test', outcome })
const rowOf = (runId: string) =>
  server.deps.db.selectFrom('runs').selectAll().where('id', '=', runId).executeTakeFirstOrThrow()

describe('one candidate holds one slot', () => {
  it('a second click waits for the first to end, and is enqueued then', async () => {
    const { visitor, attemptId } = await server.attempt()
    const first = await click(visitor, attemptId)
    await claim(first)
    const second = await click(visitor, attemptId)
    expect(await claim(second)).toEqual({ status: 'gone' })
    expect(await rowOf(second)).toMatchObject({ state: 'queued', claim_no: 0 })
    enqueued.splice(0)
    await report(first, 1, { kind: 'verdict', result })
    expect(enqueued).toEqual([`${second} 0`])
    expect(await claim(second)).toMatchObject({ status: 'claimed', claimNo: 1 })
  })

  it('a run whose worker is lost holds nothing', async () => {
    const { visitor, attemptId } = await server.attempt()
    await claim(await click(visitor, attemptId))
    const second = await click(visitor, attemptId)
    server.clock.advance(11_000)
    expect(await claim(second)).toMatchObject({ status: 'claimed' })
  })

  it('a run that lost its worker waits while a newer one of its candidate runs', async () => {
    const { visitor, attemptId } = await server.attempt()
    const lost = await click(visitor, attemptId)
    await claim(lost)
    server.clock.advance(11_000)
    const newer = await click(visitor, attemptId)
    await claim(newer)
    expect(await claim(lost)).toEqual({ status: 'gone' })
    expect(await rowOf(lost)).toMatchObject({ state: 'queued', platform_errors: 1 })
    enqueued.splice(0)
    await report(newer, 1, { kind: 'verdict', result })
    expect(enqueued).toEqual([`${lost} 1`])
    expect(await claim(lost)).toMatchObject({ status: 'claimed', claimNo: 2 })
  })

  it('a worker that was silent for too long goes on only while that slot is free', async () => {
    const { visitor, attemptId } = await server.attempt()
    const silent = await click(visitor, attemptId)
    await claim(silent)
    const beat = () =>
      server.visitor().must('heartbeatRun', {
        params: { runId: silent },
        body: { claimNo: 1 },
        headers: asWorker(),
      })
    server.clock.advance(11_000)
    expect(await beat()).toEqual({ goOn: true })
    server.clock.advance(11_000)
    await claim(await click(visitor, attemptId))
    expect(await beat()).toEqual({ goOn: false })
  })

  it('and gives way where a third click waits already', async () => {
    const { visitor, attemptId } = await server.attempt()
    const lost = await click(visitor, attemptId)
    await claim(lost)
    server.clock.advance(11_000)
    await claim(await click(visitor, attemptId))
    const third = await click(visitor, attemptId)
    expect(await claim(lost)).toEqual({ status: 'gone' })
    expect([(await rowOf(lost)).state, (await rowOf(third)).state]).toEqual(['superseded', 'queued'])
  })

  it('the rings of superseded clicks are taken back, so that they do not stand before others', async () => {
    const { visitor, attemptId } = await server.attempt()
    const clicks = [await click(visitor, attemptId), await click(visitor, attemptId)]
    const last = await click(visitor, attemptId)
    expect(takenBack).toEqual(expect.arrayContaining(clicks.map((runId) => `${runId} 0`)))
    expect(takenBack).not.toContain(`${last} 0`)
  })
})

describe('what is beside a run that takes its worker down', () => {
  it('has its last try apart from it', async () => {
    const people = await Promise.all([server.attempt(), server.attempt(), server.attempt()])
    const [poison, beside, fresh] = await Promise.all(
      people.map(({ visitor, attemptId }) => click(visitor, attemptId)),
    )
    for (const bootId of [1, 2]) {
      for (const runId of [poison!, beside!]) expect(await claim(runId)).toMatchObject({ claimNo: bootId })
      server.clock.advance(11_000)
    }
    expect(await claim(poison!)).toMatchObject({ claimNo: 3 })
    expect(await claim(beside!)).toEqual({ status: 'gone' })
    expect(await rowOf(beside!)).toMatchObject({ state: 'queued', platform_errors: 2 })
    expect(await claim(fresh!)).toMatchObject({ claimNo: 1 })
    server.clock.advance(11_000)
    expect(await claim(poison!)).toEqual({ status: 'gone' })
    expect(await rowOf(poison!)).toMatchObject({ state: 'finished', platform_errors: 3 })
    expect(await claim(beside!)).toMatchObject({ claimNo: 3 })
    // Whoever has failed once waits for a last try to end, too.
    expect(await claim(fresh!)).toEqual({ status: 'gone' })
    expect(await report(beside!, 3, { kind: 'verdict', result })).toBe('recorded')
    expect(await claim(fresh!)).toMatchObject({ claimNo: 2 })
  })
})

describe('a job that comes twice', () => {
  it('takes nothing from the worker that is at it, and counts as nobody’s error', async () => {
    const { visitor, attemptId } = await server.attempt()
    const runId = await click(visitor, attemptId)
    await claim(runId)
    expect(await claim(runId)).toEqual({ status: 'gone' })
    expect(await rowOf(runId)).toMatchObject({ state: 'running', claim_no: 1, platform_errors: 0 })
    expect(await report(runId, 1, { kind: 'verdict', result })).toBe('recorded')
  })
})

describe('a run that a stopping worker gives back', () => {
  it('waits again under its next claim and is nobody’s error', async () => {
    const { visitor, attemptId } = await server.attempt()
    const runId = await click(visitor, attemptId)
    await claim(runId)
    enqueued.splice(0)
    expect(await report(runId, 1, { kind: 'released' })).toBe('retried')
    expect(await rowOf(runId)).toMatchObject({ state: 'queued', platform_errors: 0 })
    expect(enqueued).toEqual([`${runId} 1`])
    expect(await claim(runId)).toMatchObject({ claimNo: 2 })
  })

  it('gives way to a newer click that waits', async () => {
    const { visitor, attemptId } = await server.attempt()
    const first = await click(visitor, attemptId)
    await claim(first)
    const second = await click(visitor, attemptId)
    enqueued.splice(0)
    await report(first, 1, { kind: 'released' })
    expect((await rowOf(first)).state).toBe('superseded')
    expect(enqueued).toEqual([`${second} 0`])
  })
})

describe('boxes to keep ready', () => {
  const wanted = async () =>
    (await server.visitor().must('listPrewarmHints', { headers: asWorker() })).boxes.map(
      ({ language, kind }) => `${language} ${kind}`,
    )

  it('are those of attempts under way and of appointments that are near', async () => {
    await server.deps.db
      .updateTable('attempts')
      .set({ submitted_at: await server.deps.clock.now() })
      .execute()
    expect(await wanted()).toEqual([])
    const { visitor, invitationId } = await server.candidate({ exerciseId: typescriptExercise })
    const now = (await server.deps.clock.now()).getTime()
    await server.deps.db
      .updateTable('invitations')
      .set({ appointment_at: new Date(now + 3_600_000), appointment_zone: 'UTC' })
      .where('id', '=', invitationId)
      .execute()
    expect(await wanted()).toEqual([])
    server.clock.advance(50 * 60_000)
    expect(await wanted()).toEqual(['typescript graded', 'typescript visible'])
    server.clock.advance(10 * 60_000)
    const { attemptId } = await visitor.must('startAttempt', { params: { invitationId }, body: {} })
    expect(await wanted()).toEqual(['typescript graded', 'typescript visible'])
    await visitor.must('submitAttempt', { params: { attemptId } })
    expect(await wanted()).toEqual([])
  })
})
