import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimLeaseMs } from '#contracts/api/worker.ts'
import { recordReport } from '../../../server/runs/record-report.ts'
import { sweepRuns } from '../../../server/runs/sweep-runs.ts'
import type { QueuedRun } from '../../../server/deps.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'
import { because, openRegradeFixture } from './regrade-fixture.ts'

let server: TestServer
let fixture: ReturnType<typeof openRegradeFixture>
const enqueued: QueuedRun[] = []
beforeAll(async () => {
  server = await startTestServer()
  server.deps.jobs.enqueue = (run) => void enqueued.push(run)
  fixture = openRegradeFixture(server)
})
afterAll(() => server.stop())

async function regraded() {
  const submission = await fixture.submitted()
  await fixture.grade(submission.attemptId)
  const versionId = await fixture.versionOf(submission.invitationId)
  await fixture.publish()
  server.clock.advance(60_000)
  const author = await server.staff('author')
  enqueued.splice(0)
  const body = { fromVersionId: versionId, checksVersionId: versionId, reason: because }
  const { regradeId } = await author.must('startRegrade', { body })
  return { ...submission, author, regradeId, run: await fixture.runOf(submission.attemptId) }
}

describe('a run of a regrade', () => {
  it('is enqueued among regrades, and by the sweeper behind those of candidates', async () => {
    const { run, regradeId, attemptId } = await regraded()
    expect(enqueued).toMatchObject([{ id: run.id, kind: 'graded', claim_no: 0, regrade_id: regradeId }])
    server.clock.advance(60_000)
    const other = await server.attempt()
    const { runId } = await other.visitor.must('createRun', { params: { attemptId: other.attemptId } })
    server.clock.advance(10_000)
    enqueued.splice(0)
    await sweepRuns(server.deps)
    expect([...new Set(enqueued.map((each) => each.id))]).toEqual([runId, run.id])
    await fixture.grade(attemptId)
  })

  it('whose worker is lost is enqueued and claimed again, and the lost one is fenced off', async () => {
    const { run, attemptId } = await regraded()
    const lost = await fixture.claim(run.id)
    server.clock.advance(claimLeaseMs + 1_000)
    enqueued.splice(0)
    await sweepRuns(server.deps)
    expect(enqueued).toContainEqual(expect.objectContaining({ id: run.id, claim_no: 1 }))
    await fixture.grade(attemptId)
    const late = { kind: 'released' as const }
    expect(
      await recordReport(server.deps, {
        runId: run.id,
        claimNo: lost.claimNo,
        workerId: 'test',
        outcome: late,
      }),
    ).toBe('dropped')
  })

  it('that a stopping worker gives back waits again', async () => {
    const { run, attemptId, regradeId } = await regraded()
    const { claimNo } = await fixture.claim(run.id)
    enqueued.splice(0)
    const outcome = { kind: 'released' as const }
    expect(await recordReport(server.deps, { runId: run.id, claimNo, workerId: 'test', outcome })).toBe(
      'retried',
    )
    expect(enqueued).toContainEqual(
      expect.objectContaining({ id: run.id, claim_no: 1, regrade_id: regradeId }),
    )
    await fixture.grade(attemptId)
  })

  it('that we fail three times counts as ours, and the earlier result stands', async () => {
    const { run, regradeId, author, alias, invitationId } = await regraded()
    expect(await fixture.giveUp(run.id)).toBe(3)
    expect(await author.must('getRegrade', { params: { regradeId } })).toMatchObject({
      same: 0,
      changed: [],
      platformErrors: [alias],
      regrade: { platformErrors: 1, finished: 1 },
    })
    const { invitations } = await (await server.staff('recruiter')).must('listInvitations')
    expect(invitations.find((row) => row.id === invitationId)).toMatchObject({
      gradedVerdict: 'passed',
      gradingFault: 'given_up',
    })
  })

  it('tells the candidate nothing', async () => {
    const { run, regradeId, attemptId, visitor } = await regraded()
    const told: unknown[] = []
    const announce = server.deps.announce
    server.deps.announce = (name, payload) => void told.push([name, payload])
    await fixture.grade(attemptId)
    server.deps.announce = announce
    expect(told).toContainEqual(['regrade-changed', { regradeId }])
    expect(JSON.stringify(told)).not.toContain(attemptId)
    expect(
      (await visitor.call('getRun', { params: { attemptId, runId: run.id } })).status,
      'not even by its id',
    ).toBe(404)
  })
})

it('one attempt can have only one grading of its own, and one of each regrade', async () => {
  const { attemptId, regradeId, run } = await regraded()
  const another = {
    attempt_id: attemptId,
    kind: 'graded',
    revision: 1,
    checks_version_id: run.checks_version_id,
    state: 'queued',
    created_at: new Date(0),
  } as const
  const insert = (regrade_id: string | null) =>
    server.deps.db
      .insertInto('runs')
      .values({ ...another, regrade_id })
      .execute()
  await expect(insert(null)).rejects.toThrow('runs_one_graded')
  await expect(insert(regradeId)).rejects.toThrow('runs_one_regraded')
  await expect(insert(randomUUID())).rejects.toThrow('runs_regrade_id_fkey')
  await fixture.grade(run.attempt_id)
})
