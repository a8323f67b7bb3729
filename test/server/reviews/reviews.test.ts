import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ScorecardDraft } from '#contracts/api/reviews.ts'
import { claimRun } from '../../../server/runs/claim-run.ts'
import { sweepDeadlines } from '../../../server/submissions/sweep-deadlines.ts'
import { recordReport } from '../../../server/runs/record-report.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'
import type { Visitor } from '../../support/server/call.ts'

let server: TestServer
let reviewer: Visitor & { staffId: string }
let other: Visitor & { staffId: string }
let positionId: string
beforeAll(async () => {
  server = await startTestServer()
  reviewer = await server.staff('reviewer')
  other = await server.staff('reviewer')
  positionId = await server.position({ reviewerIds: [reviewer.staffId] })
})
afterAll(() => server.stop())

async function submitted() {
  const { visitor, attemptId, invitationId } = await server.attempt({ positionId })
  const changes = [{ kind: 'write' as const, path: 'mine.txt', content: 'my work' }]
  await visitor.must('saveWorkspace', {
    params: { attemptId },
    body: { clientId: randomUUID(), seq: 1, changes },
  })
  await visitor.must('submitAttempt', { params: { attemptId } })
  const { id } = await server.deps.db
    .selectFrom('submissions')
    .select('id')
    .where('attempt_id', '=', attemptId)
    .executeTakeFirstOrThrow()
  return { submissionId: id, attemptId, invitationId, visitor }
}

async function grade(attemptId: string) {
  const run = await server.deps.db
    .selectFrom('runs')
    .selectAll()
    .where('attempt_id', '=', attemptId)
    .executeTakeFirstOrThrow()
  const claimed = await claimRun(server.deps, { runId: run.id, workerId: 'test', now: server.clock.current })
  if (claimed.status !== 'claimed' || claimed.graded === null) throw new Error('not to be graded')
  const { checkIds, raceCheck } = claimed.graded
  const evidence = [...checkIds, ...(raceCheck ? [raceCheck.id] : [])].map((checkId, at) => ({
    checkId,
    title: checkId,
    expected: 'this',
    seen: 'that',
    passed: at % 2 === 0,
    durationMs: 5,
    timeline: [],
  }))
  const result = {
    verdict: 'failed' as const,
    cause: 'Some checks failed.',
    tests: [],
    evidence,
    output: '',
    outputTruncated: false,
    durationMs: 5,
    image: 'x',
  }
  await recordReport(server.deps, {
    runId: run.id,
    claimNo: claimed.claimNo,
    workerId: 'test',
    outcome: { kind: 'verdict', result },
  })
}

async function completeCard(submissionId: string): Promise<ScorecardDraft> {
  const { rubric, focusAttributes } = await reviewer.must('getSubmission', { params: { submissionId } })
  return {
    rubric: Object.fromEntries(rubric.map((item) => [item.id, 3])),
    attributes: Object.fromEntries(focusAttributes.map((attribute) => [attribute.id, 'thumbs_up' as const])),
    recommendation: 'yes',
    reason: 'Bounded concurrency and errors that are told apart, with tests that prove both.',
    reasonAttribute: 'craft',
  }
}

describe('what came in the minute after the end', () => {
  it('counts, and reviewers are told by how much it was late', async () => {
    const { visitor, attemptId } = await server.attempt({ positionId })
    const save = (seq: number, content: string) =>
      visitor.must('saveWorkspace', {
        params: { attemptId },
        body: { clientId, seq, changes: [{ kind: 'write', path: 'mine.txt', content }] },
      })
    const clientId = randomUUID()
    await save(1, 'in time')
    server.clock.advance(2 * 3_600_000 + 23_000)
    await save(2, 'on its way when the time ended')
    server.clock.advance(60_000)
    await sweepDeadlines(server.deps)
    const { submissions } = await reviewer.must('listSubmissions')
    const late = await server.deps.db
      .selectFrom('submissions')
      .select('id')
      .where('attempt_id', '=', attemptId)
      .executeTakeFirstOrThrow()
    expect(submissions.map(({ id }) => id)).toContain(late.id)
    const seen = await reviewer.must('getSubmission', { params: { submissionId: late.id } })
    expect(seen.lateByMs).toBe(23_000)
    expect(seen.files.find(({ path }) => path === 'mine.txt')?.content).toBe('on its way when the time ended')
    const inTime = await submitted()
    const other = await reviewer.must('getSubmission', { params: { submissionId: inTime.submissionId } })
    expect(other.lateByMs).toBe(0)
  })
})

describe('what a reviewer sees', () => {
  it('code beside the starter, evidence and the form, and nothing of who the candidate is', async () => {
    const { submissionId, attemptId, invitationId } = await submitted()
    expect((await reviewer.must('getSubmission', { params: { submissionId } })).row.grading).toBe('pending')
    await grade(attemptId)
    const seen = await reviewer.must('getSubmission', { params: { submissionId } })
    expect(seen.files).toContainEqual({ path: 'mine.txt', content: 'my work' })
    expect(seen.starterFiles.map((file) => file.path)).not.toContain('mine.txt')
    expect(seen.row).toMatchObject({ grading: 'done', checksTotal: seen.checks.length })
    expect(seen.gradings[0]?.result.evidence).toHaveLength(seen.checks.length)
    const everything = JSON.stringify([seen, await reviewer.must('listSubmissions')])
    const candidate = await server.deps.db
      .selectFrom('candidates')
      .innerJoin('invitations', 'invitations.candidate_id', 'candidates.id')
      .select(['name', 'email', 'candidates.id'])
      .where('invitations.id', '=', invitationId)
      .executeTakeFirstOrThrow()
    for (const secret of [candidate.name, candidate.email, candidate.id, invitationId, attemptId]) {
      expect(everything).not.toContain(secret)
    }
  })

  it('only of the positions whose pool they are in', async () => {
    const { submissionId } = await submitted()
    expect((await other.must('listSubmissions')).submissions).toEqual([])
    for (const name of ['getSubmission', 'saveReviewDraft', 'submitReview'] as const) {
      expect((await other.call(name, { params: { submissionId }, body: {} as never })).status).toBe(404)
    }
  })
})

describe('a scorecard', () => {
  it('is kept unfinished, refused incomplete with every gap named, and immutable once submitted', async () => {
    const { submissionId, invitationId } = await submitted()
    const params = { submissionId }
    await reviewer.must('saveReviewDraft', { params, body: { reason: 'so far' } })
    expect((await reviewer.must('getSubmission', { params })).myReview.scorecard.reason).toBe('so far')

    const incomplete = await reviewer.call('submitReview', { params, body: { reason: 'so far' } })
    expect(incomplete.status).toBe(400)
    expect(incomplete.error?.issues?.map((issue) => issue.path)).toEqual(
      expect.arrayContaining(['recommendation', 'reason', 'reasonAttribute', 'attributes.craft']),
    )

    const card = await completeCard(submissionId)
    expect((await reviewer.must('submitReview', { params, body: card })).submittedAt).not.toBeNull()
    for (const name of ['saveReviewDraft', 'submitReview'] as const) {
      expect(await reviewer.call(name, { params, body: { ...card, recommendation: 'no' } })).toMatchObject({
        status: 409,
        error: { code: 'review_immutable' },
      })
    }
    expect((await reviewer.must('getSubmission', { params })).myReview.scorecard).toEqual(card)
    await expect(
      server.deps.db
        .updateTable('reviews')
        .set({ saved_at: new Date(0) })
        .execute(),
    ).rejects.toThrow('immutable')

    const recruiter = await server.staff('recruiter')
    const row = (await recruiter.must('listInvitations')).invitations.find((each) => each.id === invitationId)
    expect(row).toMatchObject({ state: 'in_review', reviewsDone: 1, reviewsNeeded: 2 })
  })

  it('submitted twice at the same moment counts once', async () => {
    const { submissionId } = await submitted()
    const body = await completeCard(submissionId)
    const answers = await Promise.all(
      [1, 2, 3].map(() => reviewer.call('submitReview', { params: { submissionId }, body })),
    )
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409])
  })

  it('takes no answers to questions that were not asked', async () => {
    const { submissionId } = await submitted()
    const answer = await reviewer.call('saveReviewDraft', {
      params: { submissionId },
      body: { rubric: { charm: 4 } },
    })
    expect(answer).toMatchObject({ status: 400, error: { issues: [{ path: 'rubric.charm' }] } })
  })
})
