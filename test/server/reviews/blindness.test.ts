import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dayOf } from '../../../server/invitations/local-time.ts'
import { releasedInLots } from '../../../server/submissions/feedback/feedback-lots.ts'
import { goExercise, startTestServer, type TestServer } from '../../support/server/test-server.ts'
import type { Visitor } from '../../support/server/call.ts'

let server: TestServer
beforeAll(async () => void (server = await startTestServer()))
afterAll(() => server.stop())

const tokenOf = (link: string) => new URL(link).hash.slice(1)

/** Invited by `by`, started and submitted. */
async function submittedFor(by: Visitor, positionId: string) {
  const { invitationId, link } = await by.must('createInvitation', {
    body: {
      positionId,
      exerciseId: goExercise,
      candidateName: 'Zarah Quillfeather',
      candidateEmail: `${randomUUID()}@candidate.example`,
    },
  })
  const visitor = server.visitor()
  await visitor.must('exchangeInvitationLink', { body: { token: tokenOf(link) } })
  const { attemptId } = await visitor.must('startAttempt', { params: { invitationId }, body: {} })
  server.clock.advance(37 * 60_000)
  await visitor.must('submitAttempt', { params: { attemptId } })
  const { id } = await server.deps.db
    .selectFrom('submissions')
    .select('id')
    .where('attempt_id', '=', attemptId)
    .executeTakeFirstOrThrow()
  return { submissionId: id, attemptId, invitationId, visitor }
}

async function review(submissionId: string, reviewerId: string) {
  const at = server.clock.current
  await server.deps.db
    .insertInto('reviews')
    .values({
      submission_id: submissionId,
      reviewer_id: reviewerId,
      scorecard: '{}',
      saved_at: at,
      submitted_at: at,
    })
    .execute()
}

describe('who invited for a position', () => {
  it('does not review for it, whoever invited this candidate', async () => {
    const both = await server.staff('recruiter', 'reviewer')
    const recruiter = await server.staff('recruiter')
    const positionId = await server.position({ reviewerIds: [both.staffId] })
    const { submissionId } = await submittedFor(recruiter, positionId)
    const params = { submissionId }
    await both.must('getSubmission', { params })
    await submittedFor(both, positionId)
    expect((await both.must('listSubmissions')).submissions).toEqual([])
    for (const name of ['getSubmission', 'saveReviewDraft', 'submitReview'] as const)
      expect(await both.call(name, { params, body: {} as never })).toMatchObject({ status: 404 })
  })

  it('nor as an admin, who sees it and is told why', async () => {
    const boss = await server.staff('admin', 'recruiter', 'reviewer')
    const positionId = await server.position({ reviewerIds: [boss.staffId] })
    const { submissionId } = await submittedFor(boss, positionId)
    const params = { submissionId }
    expect(await boss.must('getSubmission', { params })).toMatchObject({ row: { mayReview: false } })
    expect(await boss.call('saveReviewDraft', { params, body: {} })).toMatchObject({
      status: 403,
      error: { message: expect.stringContaining('You invited for this position') },
    })
  })
})

describe('times', () => {
  it('that a reviewer is told are days: none stands beside a name elsewhere', async () => {
    const recruiter = await server.staff('recruiter')
    const reviewer = await server.staff('reviewer')
    const positionId = await server.position({ reviewerIds: [reviewer.staffId] })
    const { submissionId, invitationId } = await submittedFor(recruiter, positionId)
    const seen = JSON.stringify([
      await reviewer.must('getSubmission', { params: { submissionId } }),
      (await reviewer.must('listSubmissions')).submissions,
    ])
    const row = (await recruiter.must('listInvitations')).invitations.find(({ id }) => id === invitationId)!
    for (const instant of [row.submittedAt, row.answerDueAt, row.startedAt, row.deadline])
      expect(seen).not.toContain(instant)
    for (const [, time] of seen.matchAll(/"(?:submittedAt|dueAt|gradedAt|askedAt)":"([^"]+)"/g))
      expect(time).toMatch(/T00:00:00\.000Z$/)
  })

  it.each([
    ['2026-11-27T23:30:00Z', 'Europe/Berlin', '2026-11-28'],
    ['2026-11-27T23:30:00Z', 'UTC', '2026-11-27'],
    ['2026-11-27T03:00:00Z', 'America/New_York', '2026-11-26'],
  ])('%s is in %s of the day %s', (instant, zone, day) => {
    expect(dayOf(new Date(instant), zone).toISOString()).toBe(`${day}T00:00:00.000Z`)
  })
})

describe('feedback', () => {
  it('is not shown to who reviews for the position, and who has read it does not review for it', async () => {
    const recruiter = await server.staff('recruiter')
    const inPool = await server.staff('author', 'reviewer')
    const author = await server.staff('author', 'reviewer')
    const positionId = await server.position({ reviewerIds: [inPool.staffId] })
    const reviewers = [await server.staff('reviewer'), await server.staff('reviewer')]
    const submissions: string[] = []
    for (const comment of ['a', 'b', 'c']) {
      const { submissionId, attemptId, visitor } = await submittedFor(recruiter, positionId)
      submissions.push(submissionId)
      await visitor.must('giveFeedback', { params: { attemptId }, body: { comment } })
      for (const { staffId } of reviewers) await review(submissionId, staffId)
    }
    const said = async (who: Visitor) => {
      const { feedback } = await who.must('listFeedback')
      return feedback.map(({ comment }) => comment)
    }
    expect(await said(inPool)).toEqual([])
    expect(await said(author)).toEqual(['a', 'b', 'c'])

    const boss = await server.staff('admin')
    const params = { staffId: author.staffId }
    await boss.must('changeStaff', {
      params,
      body: { roles: ['author', 'reviewer'], positionIds: [positionId] },
    })
    expect((await author.must('listSubmissions')).submissions).toEqual([])
    expect(await author.call('getSubmission', { params: { submissionId: submissions[0]! } })).toMatchObject({
      status: 404,
    })
    expect((await inPool.must('listSubmissions')).submissions).toHaveLength(3)
    await inPool.must('getSubmission', { params: { submissionId: submissions[0]! } })
    const rows = await server.deps.db
      .selectFrom('audit')
      .select(['actor', 'action'])
      .where('action', 'in', ['feedback-viewed', 'submission-viewed'])
      .execute()
    expect(rows).toEqual(
      expect.arrayContaining([
        { actor: `staff:${author.staffId}`, action: 'feedback-viewed' },
        { actor: `staff:${inPool.staffId}`, action: 'submission-viewed' },
      ]),
    )
  })

  it('comes in whole lots of each exercise', () => {
    const row = (exerciseId: string, minute: number) => ({
      exerciseId,
      reviewedAt: new Date(minute * 60_000),
    })
    const rows = [row('go', 4), row('go', 1), row('ts', 1), row('go', 3), row('go', 2), row('ts', 2)]
    expect(releasedInLots(rows)).toEqual([row('go', 1), row('go', 2), row('go', 3)])
    expect(releasedInLots(rows, 2)).toHaveLength(6)
    expect(releasedInLots([])).toEqual([])
  })
})
