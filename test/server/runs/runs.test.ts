import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunReport } from '#contracts/jobs.ts'
import type { RunResult } from '#contracts/runs.ts'
import { recordReport } from '../../../server/runs/record-report.ts'
import { sweepDeadlines } from '../../../server/submissions/sweep-deadlines.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'
import type { Visitor } from '../../support/server/call.ts'

let server: TestServer
beforeAll(async () => void (server = await startTestServer()))
afterAll(() => server.stop())

const hourMs = 3_600_000
const claim = async (runId: string) => {
  const headers = { authorization: `Bearer ${server.config.workerToken}` }
  return server.visitor().must('claimRun', { params: { runId }, body: { workerId: 'test' }, headers })
}
const claimNo = async (runId: string) => {
  const claimed = await claim(runId)
  if (claimed.status !== 'claimed') throw new Error('the run was gone')
  return claimed.claimNo
}
/** A lease runs out when its worker has been silent for so long. */
const loseWorker = () => server.clock.advance(11_000)
const result = (more: Partial<RunResult> = {}): RunResult => ({
  verdict: 'passed',
  cause: 'All 3 tests passed.',
  tests: [],
  evidence: [],
  output: '',
  outputTruncated: false,
  durationMs: 10,
  image: 'fairtime/go:test',
  ...more,
})
const report = (runId: string, no: number, outcome?: RunReport['outcome']): RunReport => ({
  runId,
  claimNo: no,
  workerId: 'test',
  outcome: outcome ?? { kind: 'verdict', result: result() },
})
const run = async (visitor: Visitor, attemptId: string) =>
  (await visitor.must('createRun', { params: { attemptId } })).runId
const view = (visitor: Visitor, attemptId: string, runId: string) =>
  visitor.must('getRun', { params: { attemptId, runId } })
const rowOf = (runId: string) =>
  server.deps.db.selectFrom('runs').selectAll().where('id', '=', runId).executeTakeFirstOrThrow()

describe('a visible run', () => {
  it('is a row before it is answered, and takes the newest saved files', async () => {
    const { visitor, attemptId } = await server.attempt()
    const changes = [{ kind: 'write' as const, path: 'mine.txt', content: 'saved' }]
    await visitor.must('saveWorkspace', {
      params: { attemptId },
      body: { clientId: randomUUID(), seq: 1, changes },
    })
    const answer = await visitor.call('createRun', { params: { attemptId } })
    expect(answer).toMatchObject({ status: 202, body: { revision: 1 } })
    expect(await view(visitor, attemptId, answer.body.runId)).toMatchObject({
      state: 'queued',
      workerOnline: false,
      result: null,
    })
    const claimed = await claim(answer.body.runId)
    expect(claimed).toMatchObject({
      status: 'claimed',
      claimNo: 1,
      kind: 'visible',
      language: 'go',
      graded: null,
    })
    expect(claimed.status === 'claimed' && claimed.files).toContainEqual({
      path: 'mine.txt',
      content: 'saved',
    })
  })

  it('gives way to a newer click while it waits, and ends as superseded', async () => {
    const { visitor, attemptId } = await server.attempt()
    const clicks = [
      await run(visitor, attemptId),
      await run(visitor, attemptId),
      await run(visitor, attemptId),
    ]
    const { runs } = await visitor.must('listRuns', { params: { attemptId } })
    const states = clicks.map((id) => runs.find((each) => each.id === id)?.state)
    expect(states).toEqual(['superseded', 'superseded', 'queued'])
    expect(await claim(clicks[0] ?? '')).toEqual({ status: 'gone' })
  })

  it('hidden checks never travel with it', async () => {
    const { visitor, attemptId } = await server.attempt()
    const claimed = JSON.stringify(await claim(await run(visitor, attemptId)))
    const version = await server.deps.db
      .selectFrom('exercise_versions')
      .select('probes')
      .executeTakeFirstOrThrow()
    for (const probe of version.probes)
      expect(claimed).not.toContain(JSON.stringify(probe.content).slice(1, -1))
  })

  it('is refused after the deadline and after the submission', async () => {
    const late = await server.attempt()
    server.clock.advance(2 * hourMs)
    expect(await late.visitor.call('createRun', { params: { attemptId: late.attemptId } })).toMatchObject({
      status: 409,
      error: { code: 'too_late' },
    })
    const done = await server.attempt()
    await done.visitor.must('submitAttempt', { params: { attemptId: done.attemptId } })
    expect(await done.visitor.call('createRun', { params: { attemptId: done.attemptId } })).toMatchObject({
      status: 409,
      error: { code: 'already_submitted' },
    })
  })
})

describe('a run of one test', () => {
  const only = { suite: 'harbour/board', path: ['TestBoard', 'of_one_page'] }
  const create = async (body: object) => {
    const { visitor, attemptId } = await server.attempt()
    const answer = await visitor.call('createRun', { params: { attemptId }, body: body as never })
    return { visitor, attemptId, answer }
  }

  it('carries what was asked for to the worker and back to the page', async () => {
    const { visitor, attemptId, answer } = await create({ only })
    expect(answer.status).toBe(202)
    const { runId } = answer.body
    expect(await view(visitor, attemptId, runId)).toMatchObject({ only })
    expect((await visitor.must('listRuns', { params: { attemptId } })).runs).toMatchObject([{ only }])
    expect(await claim(runId)).toMatchObject({ status: 'claimed', only })
  })

  it('is told apart from a whole one, which carries nothing', async () => {
    const { visitor, attemptId, answer } = await create({})
    expect(await view(visitor, attemptId, answer.body.runId)).toMatchObject({ only: null })
    expect(await claim(answer.body.runId)).not.toHaveProperty('only')
  })

  it.each([
    ['an option in place of a package', { suite: '-exec', path: ['TestA'] }],
    ['a name of two lines', { suite: 'demo', path: ['TestA\nx'] }],
    ['no name', { suite: 'demo', path: [] }],
  ])('is refused for %s, and nothing is stored', async (_what, wrong) => {
    const { visitor, attemptId, answer } = await create({ only: wrong })
    expect(answer).toMatchObject({ status: 400, error: { code: 'bad_request' } })
    expect((await visitor.must('listRuns', { params: { attemptId } })).runs).toEqual([])
  })

  it('is never a grading', async () => {
    const { visitor, attemptId } = await server.attempt()
    await visitor.must('submitAttempt', { params: { attemptId } })
    const partly = server.deps.db
      .updateTable('runs')
      .set({ test_filter: JSON.stringify(only) } as never)
      .where('attempt_id', '=', attemptId)
      .execute()
    await expect(partly).rejects.toThrow('runs_only_visible')
  })
})

describe('recording', () => {
  it('takes one report a run, from the newest claim only', async () => {
    const { visitor, attemptId } = await server.attempt()
    const runId = await run(visitor, attemptId)
    const first = await claimNo(runId)
    loseWorker()
    const second = await claimNo(runId)
    expect(second).toBe(first + 1)
    expect(await recordReport(server.deps, report(runId, first))).toBe('dropped')
    const both = await Promise.all([1, 2, 3].map(() => recordReport(server.deps, report(runId, second))))
    expect(both.sort()).toEqual(['dropped', 'dropped', 'recorded'])
    expect(await view(visitor, attemptId, runId)).toMatchObject({
      state: 'finished',
      result: { verdict: 'passed' },
    })
    await expect(server.deps.db.deleteFrom('run_results').execute()).rejects.toThrow('append-only')
  })

  it('takes output that no database could hold', async () => {
    const { visitor, attemptId } = await server.attempt()
    const runId = await run(visitor, attemptId)
    const hostile = result({
      output: 'a\0b\ud800c',
      tests: [{ name: '\0', suite: '', status: 'failed', durationMs: 1, message: '' }],
    })
    const word = report(runId, await claimNo(runId), { kind: 'verdict', result: hostile })
    expect(await recordReport(server.deps, word)).toBe('recorded')
    expect((await view(visitor, attemptId, runId)).result?.output).toBe('a\uFFFDb\uFFFDc')
  })

  it('an old claim is told to stop', async () => {
    const { visitor, attemptId } = await server.attempt()
    const runId = await run(visitor, attemptId)
    const old = await claimNo(runId)
    loseWorker()
    const now = await claimNo(runId)
    const headers = { authorization: `Bearer ${server.config.workerToken}` }
    const beat = (no: number) =>
      server.visitor().must('heartbeatRun', { params: { runId }, body: { claimNo: no }, headers })
    expect([await beat(old), await beat(now)]).toEqual([{ goOn: false }, { goOn: true }])
  })

  it('tries an error of ours twice more, then says that it was ours', async () => {
    const { visitor, attemptId } = await server.attempt()
    // Whatever other tests left at work would make the last try wait.
    loseWorker()
    const runId = await run(visitor, attemptId)
    const fault = { kind: 'platform_error' as const, message: 'the engine did not answer' }
    expect(await recordReport(server.deps, report(runId, await claimNo(runId), fault))).toBe('retried')
    expect(await recordReport(server.deps, report(runId, await claimNo(runId), fault))).toBe('retried')
    expect(await recordReport(server.deps, report(runId, await claimNo(runId), fault))).toBe('recorded')
    expect(await view(visitor, attemptId, runId)).toMatchObject({
      state: 'finished',
      result: { verdict: 'platform_error', cause: expect.stringContaining("our fault, not your code's") },
    })
  })

  it('a submission that we fail at costs its candidate nothing: not the clock, not the code, not the grading', async () => {
    const { visitor, attemptId } = await server.attempt()
    // Whatever other tests left at work would make the last try wait.
    loseWorker()
    const receipt = await visitor.must('submitAttempt', { params: { attemptId } })
    const attemptOf = () =>
      server.deps.db.selectFrom('attempts').selectAll().where('id', '=', attemptId).executeTakeFirstOrThrow()
    const before = await attemptOf()
    const graded = await server.deps.db
      .selectFrom('runs')
      .select('id')
      .where('attempt_id', '=', attemptId)
      .where('kind', '=', 'graded')
      .executeTakeFirstOrThrow()
    const fault = { kind: 'platform_error' as const, message: 'the engine did not answer' }
    const said = []
    for (let time = 1; time <= 3; time += 1)
      said.push(await recordReport(server.deps, report(graded.id, await claimNo(graded.id), fault)))
    expect(said).toEqual(['retried', 'retried', 'recorded'])
    expect(await claim(graded.id)).toEqual({ status: 'gone' })
    expect(await attemptOf()).toEqual(before)
    expect(await visitor.must('getReceipt', { params: { attemptId } })).toEqual(receipt)
    const stored = await server.deps.db
      .selectFrom('run_results')
      .select('result')
      .where('run_id', '=', graded.id)
      .executeTakeFirstOrThrow()
    // No check is shown as failed: there is nothing in it that could be counted against anybody.
    expect(stored.result).toMatchObject({ verdict: 'platform_error', tests: [], evidence: [] })
  })

  it('a run to be tried again gives way to a newer click that waits', async () => {
    const { visitor, attemptId } = await server.attempt()
    const runId = await run(visitor, attemptId)
    const no = await claimNo(runId)
    const newer = await run(visitor, attemptId)
    await recordReport(server.deps, report(runId, no, { kind: 'platform_error', message: 'x' }))
    expect([(await rowOf(runId)).state, (await rowOf(newer)).state]).toEqual(['superseded', 'queued'])
  })

  it('a run that takes its worker down each time is given up', async () => {
    const { visitor, attemptId } = await server.attempt()
    const runId = await run(visitor, attemptId)
    for (let bootId = 1; bootId <= 3; bootId += 1) {
      expect(await claim(runId)).toMatchObject({ claimNo: bootId })
      loseWorker()
    }
    expect(await claim(runId)).toEqual({ status: 'gone' })
    expect((await view(visitor, attemptId, runId)).result?.verdict).toBe('platform_error')
    expect(await rowOf(runId)).toMatchObject({ claim_no: 3, platform_errors: 3 })
  })
})

describe('submitting', () => {
  it('freezes the newest saved files once and queues one grading', async () => {
    const { visitor, attemptId } = await server.attempt()
    const params = { attemptId }
    expect((await visitor.call('getReceipt', { params })).status).toBe(404)
    const receipts = await Promise.all([1, 2, 3].map(() => visitor.must('submitAttempt', { params })))
    expect(receipts[1]).toEqual(receipts[0])
    expect(receipts[0]).toMatchObject({
      by: 'candidate',
      revision: 0,
      submittedAt: server.clock.current.toISOString(),
    })
    const graded = await server.deps.db
      .selectFrom('runs')
      .selectAll()
      .where('attempt_id', '=', attemptId)
      .where('kind', '=', 'graded')
      .execute()
    expect(graded).toHaveLength(1)
    const claimed = await claim(graded[0]?.id ?? '')
    const version = await server.deps.db
      .selectFrom('exercise_versions')
      .selectAll()
      .where('exercise_id', '=', 'go-harbour-board')
      .executeTakeFirstOrThrow()
    const { checks } = version.manifest
    const raceCheck = checks.find((check) => check.raceDetector)
    expect(claimed.status === 'claimed' && claimed.graded).toMatchObject({
      checkIds: checks.filter((check) => check !== raceCheck).map((check) => check.id),
      raceCheck: { id: raceCheck?.id, title: raceCheck?.title },
    })

    const changes = [{ kind: 'write' as const, path: 'after.txt', content: 'x' }]
    const save = await visitor.call('saveWorkspace', {
      params,
      body: { clientId: randomUUID(), seq: 1, changes },
    })
    expect(save).toMatchObject({ status: 409, error: { code: 'already_submitted' } })
  })

  it('happens at the deadline with no browser open, as of the deadline, with the last saved files', async () => {
    const { visitor, attemptId } = await server.attempt()
    const startedAt = server.clock.current.getTime()
    const changes = [{ kind: 'write' as const, path: 'last.txt', content: 'my last words' }]
    await visitor.must('saveWorkspace', {
      params: { attemptId },
      body: { clientId: randomUUID(), seq: 1, changes },
    })
    server.clock.advance(2 * hourMs + 30_000)
    await sweepDeadlines(server.deps)
    expect((await visitor.call('getReceipt', { params: { attemptId } })).status).toBe(404)
    server.clock.advance(30_999)
    await sweepDeadlines(server.deps)
    expect((await visitor.call('getReceipt', { params: { attemptId } })).status).toBe(404)
    server.clock.advance(1)
    await Promise.all([sweepDeadlines(server.deps), sweepDeadlines(server.deps)])
    const receipt = await visitor.must('getReceipt', { params: { attemptId } })
    expect(receipt).toMatchObject({
      by: 'deadline',
      revision: 1,
      submittedAt: new Date(startedAt + 2 * hourMs).toISOString(),
    })
    expect(receipt.files.map((file) => file.path)).toContain('last.txt')
  })

  it('a click during grace counts as of the deadline', async () => {
    const { visitor, attemptId } = await server.attempt()
    const endsAt = new Date(server.clock.current.getTime() + 2 * hourMs).toISOString()
    server.clock.advance(2 * hourMs + 10_000)
    expect(await visitor.must('submitAttempt', { params: { attemptId } })).toMatchObject({
      by: 'deadline',
      submittedAt: endsAt,
    })
  })
})
