import { randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Acknowledgement, ClientToServer, ServerToClient } from '#contracts/events.ts'
import { liveChannel, type LiveRunEvent } from '#contracts/jobs.ts'
import { connectRedis } from '#platform/redis.ts'
import type { Visitor } from '../support/server/call.ts'
import { eventually } from '../support/eventually.ts'
import { startTestServer, type TestServer } from '../support/server/test-server.ts'

type Page = Socket<ServerToClient, ClientToServer>

let server: TestServer
const pages: Page[] = []
beforeAll(async () => void (server = await startTestServer()))
afterEach(() => void pages.splice(0).forEach((page) => page.disconnect()))
afterAll(() => server.stop())

function open(visitor: Visitor, headers: Record<string, string> = {}): Page {
  const page: Page = io(server.url, {
    transports: ['websocket'],
    reconnection: false,
    extraHeaders: { cookie: visitor.cookieHeader, ...headers },
  })
  pages.push(page)
  return page
}
const watch = (page: Page, attemptId: string): Promise<Acknowledgement> =>
  page.timeout(5_000).emitWithAck('watch-attempt', { attemptId })

describe('watching an attempt', () => {
  it('is told of saves, of live output and of the end, after each was committed', async () => {
    const { visitor, attemptId } = await server.attempt()
    const page = open(visitor)
    expect(await watch(page, attemptId)).toEqual({ ok: true })

    const saved = new Promise((resolve) => page.once('attempt-saved', resolve))
    const changes = [{ kind: 'write' as const, path: 'a.txt', content: 'x' }]
    const clientId = randomUUID()
    await visitor.must('saveWorkspace', { params: { attemptId }, body: { clientId, seq: 1, changes } })
    expect(await saved).toEqual({ attemptId, revision: 1, clientId })

    const live = new Promise((resolve) => page.once('run-live', resolve))
    const redis = connectRedis(server.config.redisUrl, {})
    const event: LiveRunEvent = { kind: 'output', runId: randomUUID(), attemptId, seq: 0, text: 'hello' }
    await redis.publish(
      liveChannel(server.config.queuePrefix),
      JSON.stringify({ ...event, attemptId: randomUUID() }),
    )
    await redis.publish(liveChannel(server.config.queuePrefix), JSON.stringify(event))
    expect(await live).toEqual(event)
    redis.disconnect()

    const ended = new Promise((resolve) => page.once('attempt-clock', resolve))
    await visitor.must('submitAttempt', { params: { attemptId } })
    expect(await ended).toMatchObject({ attemptId, clock: { state: 'submitted', remainingMs: 0 } })
  })

  it.each(['another candidate', 'a reviewer'])('is refused to %s', async (who) => {
    const { attemptId } = await server.attempt()
    const visitor =
      who === 'another candidate' ? (await server.attempt()).visitor : await server.staff('reviewer')
    expect(await watch(open(visitor), attemptId)).toMatchObject({ ok: false, code: 'not_found' })
  })

  it('answers nonsense without falling over', async () => {
    const { visitor, attemptId } = await server.attempt()
    const page = open(visitor)
    expect(await page.timeout(5_000).emitWithAck('watch-attempt', { attemptId: 'x' })).toMatchObject({
      ok: false,
      code: 'bad_request',
    })
    expect(await page.timeout(5_000).emitWithAck('watch-attempt', null as never)).toMatchObject({
      ok: false,
      code: 'bad_request',
    })
    page.emit('watch-attempt', 5 as never, 'not a function' as never)
    expect(await watch(page, attemptId)).toEqual({ ok: true })
  })
})

describe('watching the board', () => {
  it('is for recruiters and admins', async () => {
    for (const [role, ok] of [
      ['recruiter', true],
      ['admin', true],
      ['reviewer', false],
    ] as const) {
      const page = open(await server.staff(role))
      expect(await page.timeout(5_000).emitWithAck('watch-board', {})).toMatchObject({ ok })
    }
    const recruiter = open(await server.staff('recruiter'))
    await recruiter.timeout(5_000).emitWithAck('watch-board', {})
    // News of what earlier tests did may still be on the way.
    const told: string[] = []
    recruiter.on('board-changed', (event: { invitationId: string }) => told.push(event.invitationId))
    const { invitationId } = await server.candidate()
    await eventually(async () => told.includes(invitationId))
  })
})

describe('watching regrades', () => {
  it('is for recruiters, authors and admins', async () => {
    for (const [role, ok] of [
      ['recruiter', true],
      ['author', true],
      ['admin', true],
      ['reviewer', false],
    ] as const) {
      const page = open(await server.staff(role))
      expect(await page.timeout(5_000).emitWithAck('watch-regrades', {})).toMatchObject({ ok })
    }
    const author = open(await server.staff('author'))
    await author.timeout(5_000).emitWithAck('watch-regrades', {})
    const changed = new Promise((resolve) => author.once('regrade-changed', resolve))
    const regradeId = randomUUID()
    server.deps.announce('board-changed', { invitationId: randomUUID() })
    server.deps.announce('regrade-changed', { regradeId })
    expect(await changed).toEqual({ regradeId })
  })
})

describe('the handshake', () => {
  it('refuses another site', async () => {
    const { visitor } = await server.attempt()
    const page = open(visitor, { origin: 'https://evil.example' })
    await expect(
      new Promise((resolve, reject) => {
        page.once('connect', () => resolve('connected'))
        page.once('connect_error', reject)
      }),
    ).rejects.toThrow()
  })

  const outcomeOf = (page: Page) =>
    new Promise<string>((resolve) => {
      page.once('connect', () => resolve('connected'))
      page.once('connect_error', (error) => resolve(error.message))
    })
  const refusedSoFar = async () => {
    const { values } = await server.deps.metrics.socketsRefused.get()
    return values.find(({ labels }) => labels.reason === 'not_signed_in')?.value ?? 0
  }

  it('lets nobody in without a session, asks the database nothing for it, and counts it', async () => {
    const before = await refusedSoFar()
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => outcomeOf(open(server.visitor()))))
    expect(outcomes).not.toContain('connected')
    const unknown = open(server.visitor(), { cookie: 'fairtime_candidate=made-up' })
    expect(await outcomeOf(unknown)).toBe('not_signed_in')
    expect(await refusedSoFar()).toBe(before + 21)
  })

  it('holds only so many lines for one session, and a closed one makes room', async () => {
    const { visitor } = await server.attempt()
    const lines = Array.from({ length: 30 }, () => open(visitor))
    expect(new Set(await Promise.all(lines.map(outcomeOf)))).toEqual(new Set(['connected']))
    expect(await outcomeOf(open(visitor))).toBe('too_many')
    lines[0]?.disconnect()
    await eventually(async () => (await outcomeOf(open(visitor))) === 'connected')
  })

  it('ends with the session that it came with, and with no other', async () => {
    const [out, stays] = [await server.attempt(), await server.attempt()]
    const [outPage, staysPage] = [open(out.visitor), open(stays.visitor)]
    await Promise.all([watch(outPage, out.attemptId), watch(staysPage, stays.attemptId)])
    const { session_id: sessionId } = await server.deps.db
      .selectFrom('candidate_session_grants')
      .select('session_id')
      .where('invitation_id', '=', out.invitationId)
      .executeTakeFirstOrThrow()
    const closed = new Promise((resolve) => outPage.once('disconnect', resolve))
    server.deps.closeSessions([sessionId])
    await closed
    expect(await watch(staysPage, stays.attemptId)).toEqual({ ok: true })
  })
})

describe('a flood of news', () => {
  it('of one invitation reaches a board once at once and once at its end', async () => {
    const recruiter = open(await server.staff('recruiter'))
    await recruiter.timeout(5_000).emitWithAck('watch-board', {})
    const invitationId = randomUUID()
    const last = randomUUID()
    const heard: string[] = []
    const over = new Promise<void>((resolve) =>
      recruiter.on('board-changed', (event) => {
        heard.push(event.invitationId)
        if (event.invitationId === last) resolve()
      }),
    )
    for (let news = 0; news < 109; news += 1) server.deps.announce('board-changed', { invitationId })
    await eventually(() => Promise.resolve(heard.filter((id) => id === invitationId).length >= 2))
    server.deps.announce('board-changed', { invitationId: last })
    await over
    expect(heard.filter((id) => id === invitationId)).toHaveLength(2)
  })
})
