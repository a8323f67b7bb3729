import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import { noMail } from '../../../server/config.ts'
import { sweepMails } from '../../../server/mails/deliver-mail.ts'
import { sweepPromises } from '../../../server/submissions/promise/sweep-promises.ts'
import { eventually } from '../../support/eventually.ts'
import { it as base } from '../../support/fixtures.ts'
import { openPostBox } from '../../support/server/post-box.ts'
import { goExercise, startTestServer, type TestServer } from '../../support/server/test-server.ts'

const it = base
  .extend('box', { scope: 'file' }, async ({}, { onCleanup }) => {
    const box = await openPostBox()
    onCleanup(() => box.stop())
    return box
  })
  .extend('mailing', { scope: 'file' }, async ({ box }, { onCleanup }) => {
    const mail = { ...noMail, kind: 'smtp', smtpUrl: box.url } as const
    const server = await startTestServer({ mail, organisationZone: 'Europe/Berlin' })
    onCleanup(() => server.stop())
    return server
  })

/** Somebody who hands in on Wednesday 23 December 2026 at 15:00 in Berlin, from Tokyo. */
async function submitInBerlin(
  server: TestServer,
  more: { calendarId?: string; answerWorkingDays?: number } = {},
) {
  server.clock.current = new Date('2026-12-23T14:00:00Z')
  const recruiter = await server.staff('recruiter')
  const position = await recruiter.must('createPosition', {
    body: { title: `Position ${randomUUID()}`, exerciseIds: [goExercise], ...more },
  })
  const candidateEmail = `${randomUUID()}@candidate.example`
  const { invitationId, link } = await recruiter.must('createInvitation', {
    body: { positionId: position.id, exerciseId: goExercise, candidateName: 'Noor Aziz', candidateEmail },
  })
  const visitor = server.visitor()
  await visitor.must('exchangeInvitationLink', { body: { token: new URL(link).hash.slice(1) } })
  const params = { invitationId }
  const { attemptId } = await visitor.must('startAttempt', { params, body: { zone: 'Asia/Tokyo' } })
  await visitor.must('submitAttempt', { params: { attemptId } })
  const page = () => visitor.must('getSubmissionPage', { params: { attemptId } })
  const rows = async () => (await recruiter.must('listInvitations')).invitations
  const row = async () => (await rows()).find(({ id }) => id === invitationId)!
  return { recruiter, position, candidateEmail, params, attemptId, page, row }
}

const germany = {
  name: 'Germany',
  zone: 'Europe/Berlin',
  closesAt: '17:00',
  workingDays: [1, 2, 3, 4, 5],
  holidays: [{ date: '2026-12-25', name: 'Christmas Day' }],
}

async function at(server: TestServer, instant: string) {
  server.clock.current = new Date(instant)
  // Several servers, and one that begins anew, tell once.
  await Promise.all([sweepPromises(server.deps), sweepPromises(server.deps)])
  await sweepPromises(server.deps)
  await sweepMails(server.deps)
}

const told = async (server: TestServer, attemptId: string) => {
  const rows = await server.deps.db
    .selectFrom('audit')
    .select('action')
    .where('subject', '=', `attempt:${attemptId}`)
    .where('action', 'like', 'promise-%')
    .orderBy('id')
    .execute()
  return rows.map(({ action }) => action)
}

describe('the promised answer', () => {
  it('is due at close of business by the calendar of the position, and no later edit moves it', async ({
    mailing,
  }) => {
    const admin = await mailing.staff('admin')
    const { calendarId } = await admin.must('createCalendar', { body: germany })
    const { page, row, attemptId } = await submitInBerlin(mailing, { calendarId })
    const due = '2026-12-28T16:00:00.000Z'
    const basis = { calendar: 'Germany', workingDays: 2, closesAt: '17:00', holidays: germany.holidays }
    expect((await page()).answer).toMatchObject({ state: 'promised', promises: [{ dueAt: due, basis }] })
    const before = JSON.stringify(await page())
    const changed = { ...germany, zone: 'Asia/Tokyo', closesAt: '09:00', holidays: [] }
    await admin.must('changeCalendar', { params: { calendarId }, body: changed })
    expect(JSON.stringify(await page())).toBe(before)
    expect((await row()).answerDueAt).toBe(due)
    const said = await mailing.deps.db
      .selectFrom('audit')
      .select('detail')
      .where('subject', '=', `attempt:${attemptId}`)
      .where('action', '=', 'answer-promised')
      .executeTakeFirstOrThrow()
    expect(said.detail).toMatchObject({ dueAt: due, basis })
  })

  it('is told about once each: at half, at four fifths and when it is broken, and the candidate hears sorry', async ({
    mailing,
    box,
  }) => {
    const { recruiter, params, attemptId, page, row, candidateEmail } = await submitInBerlin(mailing)
    await at(mailing, '2026-12-24T14:59:00Z')
    expect(await told(mailing, attemptId)).toEqual([])
    await at(mailing, '2026-12-24T16:00:00Z')
    await mailing.restart()
    await at(mailing, '2026-12-25T14:00:00Z')
    expect(await told(mailing, attemptId)).toEqual(['promise-half-used', 'promise-nearly-due'])
    await at(mailing, '2026-12-25T16:00:01Z')
    expect(await told(mailing, attemptId)).toEqual([
      'promise-half-used',
      'promise-nearly-due',
      'promise-broken',
    ])
    expect((await page()).answer.state).toBe('late')
    // One in the morning in Tokyo: the candidate is written to at seven.
    const kinds = async () => {
      const { mails } = await recruiter.must('listMails', { params })
      return mails.filter(({ kind }) => kind.startsWith('answer') || kind.startsWith('promise'))
    }
    const late = (await kinds()).filter(({ kind }) => kind === 'answer_late')
    expect(late).toMatchObject([{ state: 'waiting', dueAt: '2026-12-25T22:00:00.000Z' }])
    await at(mailing, '2026-12-25T22:00:00Z')
    const sorry = await box.mail(/^We are sorry: your answer/, candidateEmail)
    expect(sorry.text).toContain('Saturday 26 December 2026, 01:00 in Asia/Tokyo (16:00 UTC, Friday)')
    await eventually(async () => (await kinds()).every(({ state }) => state !== 'waiting'))
    expect((await kinds()).map(({ kind }) => kind).sort()).toEqual([
      'answer_late',
      'promise_broken',
      'promise_half_used',
      'promise_nearly_due',
    ])
    expect((await row()).answeredAt).toBeNull()
  })

  it('gets a new date with a reason, which the candidate reads by mail and on the page', async ({
    mailing,
    box,
  }) => {
    const { recruiter, params, attemptId, page, row, candidateEmail } = await submitInBerlin(mailing)
    await at(mailing, '2026-12-25T17:00:00Z')
    const reason = 'A reviewer is ill, and another one takes over.'
    const tell = (date: string, words = reason) =>
      recruiter.call('tellNewAnswerDate', { params, body: { date, reason: words } })
    const issue = async (date: string, words?: string) => (await tell(date, words)).error?.issues?.[0]?.reason
    expect(await issue('2026-12-27')).toContain('Sunday 27 December is no working day')
    expect(await issue('2026-12-25')).toContain('has passed')
    expect(await issue('2027-12-27')).toContain('days away')
    expect(await issue('2026-12-29', 'x')).toContain('Say in a sentence why')
    expect(await issue('2026-02-30')).toBeDefined()
    expect((await tell('2026-12-29')).body).toEqual({ dueAt: '2026-12-29T16:00:00.000Z' })
    expect(await issue('2026-12-29')).toContain('told already')
    const mail = await box.mail(/^A new date for your answer/, candidateEmail)
    expect(mail.text).toContain(reason)
    expect(mail.text).toContain('Wednesday 30 December 2026, 01:00 in Asia/Tokyo')
    expect((await page()).answer).toMatchObject({
      state: 'promised',
      promises: [{ dueAt: '2026-12-29T16:00:00.000Z', reason }, { reason: null }],
    })
    expect((await row()).answerDueAt).toBe('2026-12-29T16:00:00.000Z')
    // The new date is a promise like the first.
    await at(mailing, '2026-12-29T17:00:00Z')
    expect((await told(mailing, attemptId)).filter((each) => each === 'promise-broken')).toHaveLength(2)
  })

  it('ends with the answer; taken back, it counts again', async ({ mailing }) => {
    const { recruiter, params, attemptId, page, row } = await submitInBerlin(mailing)
    const mark = (answeredAt: string | null) =>
      recruiter.call('markAnswered', { params, body: { answeredAt } })
    expect((await mark('2026-12-23T13:00:00Z')).error?.issues?.[0]?.reason).toContain('before the work')
    expect((await mark('2026-12-24T13:00:00Z')).error?.issues?.[0]?.reason).toContain('still to come')
    await recruiter.must('markAnswered', { params, body: {} })
    expect((await page()).answer).toMatchObject({ state: 'answered', answeredAt: '2026-12-23T14:00:00.000Z' })
    expect((await row()).answeredAt).toBe('2026-12-23T14:00:00.000Z')
    await at(mailing, '2026-12-26T12:00:00Z')
    expect(await told(mailing, attemptId)).toEqual([])
    const newDate = { params, body: { date: '2026-12-29', reason: 'It takes longer.' } }
    expect((await recruiter.call('tellNewAnswerDate', newDate)).status).toBe(409)
    await recruiter.must('unmarkAnswered', { params })
    await at(mailing, '2026-12-26T12:00:01Z')
    expect(await told(mailing, attemptId)).toContain('promise-broken')
  })

  it('is nothing before the submission', async ({ mailing }) => {
    const recruiter = await mailing.staff('recruiter')
    const { invitationId } = await mailing.attempt()
    const params = { invitationId }
    expect((await recruiter.call('getAnswer', { params })).status).toBe(404)
    expect((await recruiter.call('markAnswered', { params, body: {} })).error?.message).toContain(
      'Nothing was',
    )
  })
})
