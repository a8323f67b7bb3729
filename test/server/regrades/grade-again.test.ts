import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Visitor } from '../../support/server/call.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'
import { openRegradeFixture } from './regrade-fixture.ts'

let server: TestServer
let recruiter: Visitor & { staffId: string }
let fixture: ReturnType<typeof openRegradeFixture>
beforeAll(async () => {
  server = await startTestServer()
  recruiter = await server.staff('recruiter')
  fixture = openRegradeFixture(server)
})
afterAll(() => server.stop())

const boardRow = async (invitationId: string) =>
  (await recruiter.must('listInvitations')).invitations.find((row) => row.id === invitationId)!
const gradeAgain = (invitationId: string, who: Visitor = recruiter) =>
  who.call('gradeAgain', { params: { invitationId } })
const auditOf = (subject: string) =>
  server.deps.db.selectFrom('audit').selectAll().where('subject', '=', subject).orderBy('id').execute()

describe('a grading that we fail', () => {
  it('stops after two more tries, is shown to staff, is graded again on request, and harms nobody', async () => {
    const healthy = await fixture.submitted()
    const unlucky = await fixture.submitted()
    const { invitationId, attemptId, submissionId } = unlucky
    const receipt = await unlucky.visitor.must('getReceipt', { params: { attemptId } })
    const { id: runId } = await fixture.runOf(attemptId)
    expect(await fixture.giveUp(runId)).toBe(3)

    expect(await boardRow(invitationId)).toMatchObject({ gradingFault: 'given_up', checksPassed: 0 })
    expect(await auditOf(`attempt:${attemptId}`)).toContainEqual(
      expect.objectContaining({
        actor: 'platform',
        action: 'run-given-up',
        detail: expect.objectContaining({ runId, kind: 'graded', fault: 'the engine did not answer' }),
      }),
    )
    expect(await unlucky.visitor.must('getReceipt', { params: { attemptId } })).toEqual(receipt)
    await fixture.grade(healthy.attemptId)
    expect(await boardRow(healthy.invitationId)).toMatchObject({
      gradingFault: 'none',
      gradedVerdict: 'passed',
    })

    server.clock.advance(1_000)
    const answers = await Promise.all([1, 2, 3].map(() => gradeAgain(invitationId)))
    expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201])
    const regradeIds = new Set(answers.map((answer) => answer.body.regradeId))
    expect(regradeIds.size).toBe(1)
    expect(await boardRow(invitationId)).toMatchObject({ gradingFault: 'repeated' })
    expect(await auditOf(`regrade:${[...regradeIds][0]}`)).toMatchObject([
      {
        actor: `staff:${recruiter.staffId}`,
        action: 'regrade-started',
        detail: { submissionId, submissions: 1 },
      },
    ])
    await fixture.grade(attemptId)
    expect(await boardRow(invitationId)).toMatchObject({ gradingFault: 'none', gradedVerdict: 'passed' })
    const admin = await server.staff('admin')
    const { gradings, row } = await admin.must('getSubmission', { params: { submissionId } })
    expect([row.grading, gradings.length]).toEqual(['done', 1])
    expect(gradings[0]?.regrade?.reason).toContain('a fault of ours')
  })

  it('that fails once more can be asked for once more', async () => {
    const { attemptId, invitationId } = await fixture.submitted()
    await fixture.giveUp((await fixture.runOf(attemptId)).id)
    server.clock.advance(1_000)
    const first = await gradeAgain(invitationId)
    await fixture.giveUp((await fixture.runOf(attemptId)).id)
    expect(await boardRow(invitationId)).toMatchObject({ gradingFault: 'given_up' })
    server.clock.advance(1_000)
    const second = await gradeAgain(invitationId)
    expect([second.status, second.body.regradeId === first.body.regradeId]).toEqual([201, false])
    await fixture.grade(attemptId)
    expect(await boardRow(invitationId)).toMatchObject({ gradingFault: 'none', gradedVerdict: 'passed' })
  })

  it('is repeated for nothing else, and by nobody else', async () => {
    const waiting = await fixture.submitted()
    expect(await gradeAgain(waiting.invitationId)).toMatchObject({ status: 409, error: { code: 'conflict' } })
    await fixture.grade(waiting.attemptId)
    expect(await gradeAgain(waiting.invitationId)).toMatchObject({ status: 409, error: { code: 'conflict' } })
    const { invitationId } = await server.candidate()
    expect((await gradeAgain(invitationId)).status).toBe(404)
    expect((await gradeAgain(randomUUID())).status).toBe(404)
    expect((await gradeAgain('not-an-id')).status).toBe(404)
    for (const role of ['reviewer', 'author'] as const)
      expect((await gradeAgain(waiting.invitationId, await server.staff(role))).status).toBe(403)
  })
})

it('a run of the candidate that we fail is shown to staff, and changes nothing for the candidate', async () => {
  const { visitor, attemptId, invitationId } = await server.attempt()
  const params = { attemptId }
  const clock = await visitor.must('getClock', { params })
  const { runId } = await visitor.must('createRun', { params })
  expect(await fixture.giveUp(runId)).toBe(3)
  expect(await boardRow(invitationId)).toMatchObject({
    faultyRuns: 1,
    gradingFault: 'none',
    state: 'in_progress',
  })
  expect(await auditOf(`attempt:${attemptId}`)).toContainEqual(
    expect.objectContaining({ action: 'run-given-up', detail: expect.objectContaining({ kind: 'visible' }) }),
  )
  expect(await visitor.must('getClock', { params })).toEqual(clock)
  const { runId: next } = await visitor.must('createRun', { params })
  const claimed = await fixture.claim(next)
  expect(claimed).toMatchObject({ kind: 'visible', claimNo: 1 })
})
