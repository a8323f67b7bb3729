import { createPublicKey, verify } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { goExercise, startTestServer, type TestServer } from '../../support/server/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

async function submitSolution() {
  const attempt = await server.attempt()
  const params = { attemptId: attempt.attemptId }
  await attempt.visitor.must('submitAttempt', { params })
  return { ...attempt, params }
}

describe('the receipt', () => {
  it('is signed: the public key of the installation proves its text', async () => {
    const { visitor, params } = await submitSolution()
    const { receipt } = await visitor.must('getSubmissionPage', { params })
    const { publicKeyPem } = await server.visitor().must('getReceiptKey')
    expect(receipt.signed.publicKeyPem).toBe(publicKeyPem)
    const proves = (text: string) =>
      verify(
        null,
        Buffer.from(text),
        createPublicKey(publicKeyPem),
        Buffer.from(receipt.signed.signatureBase64, 'base64'),
      )
    expect(proves(receipt.signed.text)).toBe(true)
    expect(proves(receipt.signed.text.replace(receipt.treeSha256, '0'.repeat(64)))).toBe(false)
    expect(receipt.signed.text).toContain(receipt.treeSha256)
    expect(receipt.signed.text).toContain(receipt.submittedAt)
    for (const file of receipt.files)
      expect(receipt.signed.text).toContain(`${file.sha256} ${file.bytes} bytes ${file.path}`)
  })

  it('is signed by the same key by every server and after a restart', async () => {
    const { visitor, params } = await submitSolution()
    const before = await visitor.must('getSubmissionPage', { params })
    await server.restart()
    expect((await visitor.must('getSubmissionPage', { params })).receipt).toEqual(before.receipt)
  })

  it('is not there before the end', async () => {
    const { visitor, attemptId } = await server.attempt()
    expect((await visitor.call('getSubmissionPage', { params: { attemptId } })).status).toBe(404)
    expect((await visitor.call('getPreview', { params: { attemptId } })).status).toBe(404)
    expect((await visitor.call('giveFeedback', { params: { attemptId }, body: { clarity: 1 } })).status).toBe(
      404,
    )
    expect((await visitor.call('saveNotes', { params: { attemptId }, body: {} })).status).toBe(404)
  })
})

describe('notes', () => {
  it('are open for ten minutes, and what comes later is kept apart', async () => {
    const { visitor, params, attemptId } = await submitSolution()
    await visitor.must('saveNotes', { params, body: { tradeOffs: 'a cache\nin memory' } })
    server.clock.advance(10 * 60_000 + 15_000)
    await visitor.must('saveNotes', { params, body: { tradeOffs: 'a cache', nextSteps: 'tests' } })
    server.clock.advance(1)
    const late = await visitor.call('saveNotes', { params, body: { tradeOffs: 'too late' } })
    expect(late.error?.code).toBe('notes_closed')
    const ending = await visitor.must('getSubmissionPage', { params })
    expect(ending.notes).toEqual({ tradeOffs: 'a cache', nextSteps: 'tests', aiUse: '' })
    expect(ending.notesRemainingMs).toBe(0)
    const kept = await server.deps.db
      .selectFrom('late_writes')
      .select(['body', 'late_by_ms'])
      .where('attempt_id', '=', attemptId)
      .execute()
    expect(kept).toMatchObject([{ late_by_ms: 15_001, body: { notes: { tradeOffs: 'too late' } } }])
  })

  it('open when the code is taken, however late after the deadline that is', async () => {
    const { visitor, attemptId } = await server.attempt()
    const params = { attemptId }
    server.clock.advance(3 * 3_600_000)
    await visitor.must('submitAttempt', { params })
    const ending = await visitor.must('getSubmissionPage', { params })
    expect(ending.notesRemainingMs).toBe(10 * 60_000)
  })

  it('are what reviewers read, and change nothing of the code', async () => {
    const { visitor, params, attemptId } = await submitSolution()
    const before = await visitor.must('getReceipt', { params })
    await visitor.must('saveNotes', { params, body: { aiUse: 'none' } })
    expect(await visitor.must('getReceipt', { params })).toEqual(before)
    const { id: submissionId } = await server.deps.db
      .selectFrom('submissions')
      .select('id')
      .where('attempt_id', '=', attemptId)
      .executeTakeFirstOrThrow()
    const admin = await server.staff('admin')
    const seen = await admin.must('getSubmission', { params: { submissionId } })
    expect(seen.notes).toEqual({ tradeOffs: '', nextSteps: '', aiUse: 'none' })
    expect(seen).not.toHaveProperty('feedback')
  })

  it('longer than allowed are refused by name of the field', async () => {
    const { visitor, params } = await submitSolution()
    const answer = await visitor.call('saveNotes', { params, body: { nextSteps: 'x'.repeat(5_001) } })
    expect(answer.error?.issues?.[0]?.path).toBe('body.nextSteps')
  })
})

describe('what reviewers see', () => {
  it('is shown to the candidate without what the hidden checks found', async () => {
    const { visitor, params } = await submitSolution()
    const preview = await visitor.must('getPreview', { params })
    expect(preview.files.length).toBeGreaterThan(0)
    expect(preview.checkCount).toBeGreaterThan(5)
    expect(JSON.stringify(preview)).not.toContain('evidence')
    const { manifest } = await server.deps.db
      .selectFrom('exercise_versions')
      .select('manifest')
      .where('exercise_id', '=', goExercise)
      .executeTakeFirstOrThrow()
    for (const check of manifest.checks) expect(JSON.stringify(preview)).not.toContain(`"${check.id}"`)
  })
})

const dayOf = (instant: Date) => `${instant.toISOString().slice(0, 10)}T00:00:00.000Z`

async function markReviewed(attemptId: string, reviewerId: string): Promise<void> {
  const { db } = server.deps
  const { id } = await db
    .selectFrom('submissions')
    .select('id')
    .where('attempt_id', '=', attemptId)
    .executeTakeFirstOrThrow()
  const at = server.clock.current
  await db
    .insertInto('reviews')
    .values({ submission_id: id, reviewer_id: reviewerId, scorecard: '{}', saved_at: at, submitted_at: at })
    .execute()
}

describe('feedback', () => {
  it('may be changed, and reaches those who keep the exercise after the reviews, three together, with the day alone', async () => {
    const author = await server.staff('author')
    const reviewers = [await server.staff('reviewer'), await server.staff('reviewer')]
    const shown = async () => (await author.must('listFeedback')).feedback.map(({ comment }) => comment)
    for (const comment of ['one', 'two', 'three']) {
      const { visitor, params } = await submitSolution()
      await visitor.must('giveFeedback', { params, body: { clarity: 2, comment: 'part 3 was unclear' } })
      await visitor.must('giveFeedback', { params, body: { clarity: 4, comment } })
      for (const { staffId } of reviewers) {
        expect(await shown()).toEqual([])
        await markReviewed(params.attemptId, staffId)
      }
    }
    const { feedback } = await author.must('listFeedback')
    expect(feedback.map(({ comment }) => comment).sort()).toEqual(['one', 'three', 'two'])
    expect(feedback[0]).toMatchObject({ clarity: 4, time: null, givenAt: dayOf(server.clock.current) })
    expect(JSON.stringify(feedback)).not.toMatch(/part 3|@|name/i)
  })
})
