import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Visitor } from '../../support/server/call.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'

let server: TestServer
let recruiter: Visitor
beforeAll(async () => {
  server = await startTestServer()
  recruiter = await server.staff('recruiter')
})
beforeEach(() => server.clock.advance(1_000))
afterAll(() => server.stop())

const minuteMs = 60_000
const giveTen = (invitationId: string, minutes = 10) =>
  recruiter.must('giveTime', {
    params: { invitationId },
    body: { minutes, reason: 'you were disturbed by the fire alarm' },
  })
const remaining = async (attempt: { visitor: Visitor; attemptId: string }) =>
  (await attempt.visitor.must('getClock', { params: { attemptId: attempt.attemptId } })).remainingMs

describe('time by hand', () => {
  it('is given with a reason, read by the candidate, and taken back once', async () => {
    const attempt = await server.attempt()
    const { invitationId, attemptId, visitor } = attempt
    const { creditId } = await giveTen(invitationId)
    const params = { invitationId }
    const clock = await visitor.must('getClock', { params: { attemptId } })
    expect(clock).toMatchObject({
      remainingMs: 130 * minuteMs,
      givenBack: [{ id: creditId, amountMs: 10 * minuteMs, reason: 'you were disturbed by the fire alarm' }],
    })
    await visitor.must('acknowledgeCredits', { params: { attemptId }, body: { creditIds: [creditId] } })
    expect((await visitor.must('getClock', { params: { attemptId } })).givenBack).toEqual([])
    const view = await recruiter.must('getTime', { params })
    expect(view).toMatchObject({
      state: 'running',
      extraTimeFactor: 1,
      credits: [{ kind: 'staff', givenBy: 'Staff recruiter', seenAt: expect.any(String), undoneAt: null }],
    })
    for (let click = 1; click <= 2; click += 1)
      await recruiter.must('undoCredit', { params: { ...params, creditId } })
    expect(await remaining(attempt)).toBe(120 * minuteMs)
    expect((await recruiter.must('getTime', { params })).credits).toMatchObject([
      { undoneAt: expect.any(String) },
    ])
    const audit = server.deps.db
      .selectFrom('audit')
      .select('action')
      .where('subject', '=', `attempt:${attemptId}`)
    expect((await audit.orderBy('id').execute()).map(({ action }) => action)).toEqual([
      'attempt-started',
      'credit-given',
      'credit-undone',
    ])
    await expect(server.deps.db.deleteFrom('credits').execute()).rejects.toThrow('append-only')
  })

  it('has no cap of the platform, is refused without a clock that runs, and never ends an attempt in the past', async () => {
    const attempt = await server.attempt()
    const params = { invitationId: attempt.invitationId }
    const { creditId } = await giveTen(attempt.invitationId, 90)
    server.clock.advance(125 * minuteMs)
    expect(await recruiter.call('undoCredit', { params: { ...params, creditId } })).toMatchObject({
      status: 409,
      error: { code: 'conflict' },
    })
    await attempt.visitor.must('submitAttempt', { params: { attemptId: attempt.attemptId } })
    const body = { minutes: 5, reason: 'too late for that' }
    expect((await recruiter.call('giveTime', { params, body })).error?.code).toBe('already_submitted')
    const { invitationId } = await server.candidate()
    expect((await recruiter.call('giveTime', { params: { invitationId }, body })).error?.code).toBe(
      'conflict',
    )
  })

  it('another candidate cannot say to have read it', async () => {
    const attempt = await server.attempt()
    const { creditId } = await giveTen(attempt.invitationId)
    const other = await server.attempt()
    await other.visitor.must('acknowledgeCredits', {
      params: { attemptId: other.attemptId },
      body: { creditIds: [creditId] },
    })
    const { credits } = await recruiter.must('getTime', { params: { invitationId: attempt.invitationId } })
    expect(credits).toMatchObject([{ seenAt: null }])
  })
})

describe('extra time that is agreed on', () => {
  const agree = (invitationId: string, factor: number) =>
    recruiter.call('setExtraTime', { params: { invitationId }, body: { factor } })

  it('before the start counts for the start, and is not lowered once the candidate has seen it', async () => {
    const { visitor, invitationId } = await server.candidate()
    expect((await agree(invitationId, 1.5)).status).toBe(200)
    expect((await agree(invitationId, 1.25)).error?.issues).toMatchObject([{ path: 'body.factor' }])
    const { attemptId } = await visitor.must('startAttempt', { params: { invitationId }, body: {} })
    expect(await remaining({ visitor, attemptId })).toBe(180 * minuteMs)
  })

  it('during it counts from the usual time, and never below what was promised', async () => {
    const attempt = await server.attempt({ extraTimeFactor: 1.25 })
    const { invitationId } = attempt
    await giveTen(invitationId)
    server.clock.advance(minuteMs)
    expect((await agree(invitationId, 1.5)).status).toBe(200)
    expect(await remaining(attempt)).toBe(189 * minuteMs)
    expect((await agree(invitationId, 1.5)).status).toBe(200)
    expect((await agree(invitationId, 1.25)).status).toBe(400)
    expect(await remaining(attempt)).toBe(189 * minuteMs)
    const view = await recruiter.must('getTime', { params: { invitationId } })
    expect(view).toMatchObject({
      extraTimeFactor: 1.5,
      credits: [{}, { kind: 'staff', reason: 'accommodation' }],
    })
  })
})

it('reviewers never see any of it', async () => {
  const reviewer = await server.staff('reviewer')
  const positionId = await server.position({ reviewerIds: [reviewer.staffId] })
  const { visitor, attemptId, invitationId } = await server.attempt({ positionId, extraTimeFactor: 1.5 })
  const { creditId } = await giveTen(invitationId)
  const params = { invitationId }
  const body = { minutes: 5, reason: 'not for a reviewer' }
  expect((await reviewer.call('getTime', { params })).status).toBe(403)
  expect((await reviewer.call('giveTime', { params, body })).status).toBe(403)
  expect((await reviewer.call('undoCredit', { params: { ...params, creditId } })).status).toBe(403)
  expect((await reviewer.call('setExtraTime', { params, body: { factor: 2 } })).status).toBe(403)
  await visitor.must('submitAttempt', { params: { attemptId } })
  const { submissions } = await reviewer.must('listSubmissions')
  expect(submissions).toHaveLength(1)
  const whole = await reviewer.must('getSubmission', { params: { submissionId: submissions[0]!.id } })
  for (const word of ['credit', 'fire alarm', 'extraTime', 'accommodation', 'deadline', 'startedAt'])
    expect(JSON.stringify([submissions, whole])).not.toContain(word)
})
