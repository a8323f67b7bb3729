import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { announcements, type ClientToServer, type ServerToClient } from '#contracts/events.ts'
import { writeReview } from '../../../server/reviews/write-review.ts'
import type { Visitor } from '../../support/server/call.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'

type Page = Socket<ServerToClient, ClientToServer>

let server: TestServer
const pages: Page[] = []
beforeAll(async () => void (server = await startTestServer()))
afterEach(() => void pages.splice(0).forEach((page) => page.disconnect()))
afterAll(() => server.stop())

async function watching(visitor: Visitor) {
  const page: Page = io(server.url, {
    transports: ['websocket'],
    reconnection: false,
    extraHeaders: { cookie: visitor.cookieHeader },
  })
  pages.push(page)
  return { page, answer: await page.timeout(5_000).emitWithAck('watch-reviews', {}) }
}

const submissionOf = (attemptId: string) =>
  server.deps.db
    .selectFrom('submissions')
    .select('id')
    .where('attempt_id', '=', attemptId)
    .executeTakeFirstOrThrow()

describe('what reviewers are told', () => {
  it('is for those who may ask for the list', async () => {
    for (const [role, ok] of [
      ['reviewer', true],
      ['admin', true],
      ['recruiter', false],
      ['author', false],
    ] as const)
      expect((await watching(await server.staff(role))).answer).toMatchObject({ ok })
    const { visitor } = await server.attempt()
    expect((await watching(visitor)).answer).toMatchObject({ ok: false, code: 'not_signed_in' })
  })

  it('comes when somebody submits, and says nothing of whom', async () => {
    const reviewer = await server.staff('reviewer')
    const positionId = await server.position({ reviewerIds: [reviewer.staffId] })
    const { page } = await watching(reviewer)
    const others: string[] = []
    page.onAny((name: string) => name !== 'reviews-changed' && others.push(name))
    const told = new Promise<unknown[]>((resolve) =>
      page.once('reviews-changed', (...payload) => resolve(payload)),
    )
    const { visitor, attemptId } = await server.attempt({ positionId })
    await visitor.must('submitAttempt', { params: { attemptId } })
    expect(await told).toEqual([{}])
    expect(others).toEqual([])
    const { submissions } = await reviewer.must('listSubmissions')
    expect(submissions).toHaveLength(1)
  })

  it('can name nothing: the table has no place for it', () => {
    const { payload } = announcements['reviews-changed']
    expect(payload.safeParse({}).success).toBe(true)
    expect(payload.safeParse({ submissionId: crypto.randomUUID() }).success).toBe(false)
  })

  it('says nothing of a draft', async () => {
    const reviewer = await server.staff('reviewer')
    const positionId = await server.position({ reviewerIds: [reviewer.staffId] })
    const { visitor, attemptId } = await server.attempt({ positionId })
    await visitor.must('submitAttempt', { params: { attemptId } })
    const { id: submissionId } = await submissionOf(attemptId)
    const { row, rubric, focusAttributes } = await reviewer.must('getSubmission', {
      params: { submissionId },
    })
    expect(row.mayReview).toBe(true)
    const told: string[] = []
    const deps = { ...server.deps, announce: (name: string) => void told.push(name) }
    const scorecard = {
      rubric: Object.fromEntries(rubric.map(({ id }) => [id, 3])),
      attributes: Object.fromEntries(focusAttributes.map(({ id }) => [id, 'thumbs_up' as const])),
      recommendation: 'yes' as const,
      reason: 'It holds to its limits and is easy to read from top to bottom.',
      reasonAttribute: focusAttributes[0]?.id ?? null,
    }
    const write = {
      submissionId,
      reviewer: {
        kind: 'staff' as const,
        id: reviewer.staffId,
        roles: ['reviewer' as const],
        sessionId: 'test',
        name: 'A',
        email: 'a@b.example',
      },
      scorecard,
      now: server.clock.current,
    }
    await writeReview(deps, { ...write, submit: false })
    expect(told).not.toContain('reviews-changed')
    await writeReview(deps, { ...write, submit: true })
    expect(told.filter((name) => name === 'reviews-changed')).toHaveLength(1)
  })
})
