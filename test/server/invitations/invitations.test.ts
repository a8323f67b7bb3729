import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { goExercise, startTestServer, type TestServer } from '../../support/server/test-server.ts'
import type { Visitor } from '../../support/server/call.ts'

let server: TestServer
let recruiter: Visitor
let positionId: string
beforeAll(async () => {
  server = await startTestServer()
  recruiter = await server.staff('recruiter')
  positionId = await server.position({ exerciseIds: [goExercise] })
})
afterAll(() => server.stop())

const tokenOf = (link: string) => new URL(link).hash.slice(1)
const request = (more: object = {}) => ({
  positionId,
  exerciseId: goExercise,
  candidateName: 'Lin Okafor',
  candidateEmail: 'lin@candidate.example',
  ...more,
})
const invite = (more?: object) => recruiter.must('createInvitation', { body: request(more) })
const boardRow = async (id: string) =>
  (await recruiter.must('listInvitations')).invitations.find((row) => row.id === id)

describe('inviting', () => {
  it('makes a link that opens the overview, again and again, and starts nothing', async () => {
    const { invitationId, link } = await invite()
    expect(await boardRow(invitationId)).toMatchObject({ state: 'sent' })
    for (let time = 0; time < 2; time += 1) {
      const browser = server.visitor()
      expect(await browser.must('exchangeInvitationLink', { body: { token: tokenOf(link) } })).toEqual({
        invitationId,
      })
      expect(await browser.must('getInvitation', { params: { invitationId } })).toMatchObject({
        start: 'ready',
        attempt: null,
      })
    }
    expect(await boardRow(invitationId)).toMatchObject({ state: 'opened' })
    expect(
      await server.deps.db
        .selectFrom('attempts')
        .selectAll()
        .where('invitation_id', '=', invitationId)
        .execute(),
    ).toEqual([])
  })

  it('the overview holds no word of the details', async () => {
    const { visitor, invitationId } = await server.candidate()
    const answer = JSON.stringify(await visitor.must('getInvitation', { params: { invitationId } }))
    const version = await server.deps.db
      .selectFrom('exercise_versions')
      .selectAll()
      .where('exercise_id', '=', goExercise)
      .executeTakeFirstOrThrow()
    for (const paragraph of version.instructions.split('\n').filter((line) => line.length > 40)) {
      expect(answer).not.toContain(JSON.stringify(paragraph).slice(1, -1))
    }
    for (const check of version.manifest.checks) expect(answer).not.toContain(check.title)
  })

  it('keeps the secret of a link only as a hash', async () => {
    const { link } = await invite()
    const rows = await server.deps.db.selectFrom('invitation_links').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(tokenOf(link))
  })

  it('stores the instant of an appointment in the zone it was meant in', async () => {
    const appointment = { local: '2026-11-26T09:30', zone: 'Asia/Kathmandu' }
    const { invitationId, link } = await invite({ appointment })
    expect(await boardRow(invitationId)).toMatchObject({
      state: 'scheduled',
      appointment: { startsAt: '2026-11-26T03:45:00.000Z', zone: 'Asia/Kathmandu' },
    })
    const browser = server.visitor()
    await browser.must('exchangeInvitationLink', { body: { token: tokenOf(link) } })
    expect(await browser.must('getInvitation', { params: { invitationId } })).toMatchObject({
      start: 'appointment',
    })
  })

  it.each([
    ['an unknown position', { positionId: randomUUID() }, 'body.positionId'],
    ['an exercise of another position', { exerciseId: 'something-else' }, 'body.exerciseId'],
    ['no mail address', { candidateEmail: 'lin' }, 'body.candidateEmail'],
    ['an empty name', { candidateName: '  ' }, 'body.candidateName'],
    ['a factor below one', { extraTimeFactor: 0.5 }, 'body.extraTimeFactor'],
    ['a time that is past', { appointment: { local: '2026-11-20T09:30', zone: 'UTC' } }, 'body.appointment'],
    [
      'a time after it expires',
      { appointment: { local: '2027-01-20T09:30', zone: 'UTC' } },
      'body.appointment',
    ],
    [
      'an hour that does not exist',
      { appointment: { local: '2027-03-28T02:30', zone: 'Europe/Berlin' }, expiresInDays: 90 },
      'body.appointment',
    ],
    [
      'an unknown zone',
      { appointment: { local: '2026-11-26T09:30', zone: 'Middle/Earth' } },
      'body.appointment.zone',
    ],
  ])('refuses %s', async (_name, more, path) => {
    const answer = await recruiter.call('createInvitation', { body: request(more) })
    expect(answer).toMatchObject({ status: 400, error: { code: 'bad_request', issues: [{ path }] } })
  })
})

describe('links', () => {
  it('renewing ends the old link and keeps the work', async () => {
    const { invitationId, link } = await invite()
    const { link: newer } = await recruiter.must('renewInvitationLink', { params: { invitationId } })
    const old = await server.visitor().call('exchangeInvitationLink', { body: { token: tokenOf(link) } })
    expect(old).toMatchObject({ status: 410, error: { code: 'link_revoked' } })
    await server.visitor().must('exchangeInvitationLink', { body: { token: tokenOf(newer) } })
  })

  it('withdrawing closes the link and the pages that are open', async () => {
    const { visitor, invitationId, link } = await server.candidate()
    await recruiter.must('revokeInvitation', { params: { invitationId } })
    expect(
      await server.visitor().call('exchangeInvitationLink', { body: { token: tokenOf(link) } }),
    ).toMatchObject({ status: 410, error: { code: 'invitation_withdrawn' } })
    const told = { status: 410, error: { code: 'invitation_withdrawn' } }
    expect(await visitor.call('getInvitation', { params: { invitationId } })).toMatchObject(told)
    expect(await visitor.call('startAttempt', { params: { invitationId } })).toMatchObject(told)
    expect(await boardRow(invitationId)).toMatchObject({ state: 'revoked' })
  })

  it('an expired one says so, but whoever started may come back', async () => {
    const waiting = await server.candidate()
    const started = await server.candidate()
    await started.visitor.must('startAttempt', { params: { invitationId: started.invitationId }, body: {} })
    server.clock.advance(15 * 24 * 3_600_000)
    const late = await server
      .visitor()
      .call('exchangeInvitationLink', { body: { token: tokenOf(waiting.link) } })
    expect(late).toMatchObject({
      status: 410,
      error: { code: 'link_expired', next: expect.stringContaining('Ask') },
    })
    await server.visitor().must('exchangeInvitationLink', { body: { token: tokenOf(started.link) } })
  })

  it('a second invitation joins the first in one browser, under a new session each time', async () => {
    const first = await server.candidate()
    const before = first.visitor.cookieHeader
    const second = await invite()
    await first.visitor.must('exchangeInvitationLink', { body: { token: tokenOf(second.link) } })
    expect(first.visitor.cookieHeader).not.toBe(before)
    for (const invitationId of [first.invitationId, second.invitationId]) {
      await first.visitor.must('getInvitation', { params: { invitationId } })
    }
    const thief = server.visitor()
    thief.addCookies([before])
    expect((await thief.call('getInvitation', { params: { invitationId: first.invitationId } })).status).toBe(
      401,
    )
  })
})
