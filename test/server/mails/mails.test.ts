import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { noMail } from '../../../server/config.ts'
import { sweepMails } from '../../../server/mails/deliver-mail.ts'
import { givesUp, nextTryAt } from '../../../server/mails/next-try.ts'
import type { Visitor } from '../../support/server/call.ts'
import { eventually } from '../../support/eventually.ts'
import { openPostBox, subjectOf, tokenIn, type PostBox } from '../../support/server/post-box.ts'
import { goExercise, startTestServer, type TestServer } from '../../support/server/test-server.ts'

let box: PostBox
let server: TestServer
let recruiter: Visitor & { staffId: string }
let positionId: string
beforeAll(async () => {
  box = await openPostBox()
  server = await startTestServer({ mail: { ...noMail, kind: 'smtp', smtpUrl: box.url } })
  recruiter = await server.staff('recruiter')
  positionId = await server.position()
})
beforeEach(() => box.refuse(null))
afterAll(async () => {
  await server.stop()
  await box.stop()
})

const minuteMs = 60_000
const dayMs = 24 * 3_600_000
let people = 0
async function invite(more: object = {}) {
  people += 1
  const candidateEmail = `person-${people}@candidate.example`
  const candidateName = 'Lin Okafor'
  const body = { positionId, exerciseId: goExercise, candidateName, candidateEmail, ...more }
  const answer = await recruiter.must('createInvitation', { body })
  return { ...answer, candidateEmail, params: { invitationId: answer.invitationId } }
}
const mailsOf = async (params: { invitationId: string }) =>
  (await recruiter.must('listMails', { params })).mails
const invitationMail = async (params: { invitationId: string }) =>
  (await mailsOf(params)).find(({ kind }) => kind === 'invitation')!
const ended = (params: { invitationId: string }) =>
  eventually(async () => ((await invitationMail(params)).state === 'waiting' ? null : invitationMail(params)))
const tried = (params: { invitationId: string }) =>
  eventually(async () => ((await invitationMail(params)).fault === null ? null : invitationMail(params)))
const mailFault = async (id: string) =>
  (await recruiter.must('listInvitations')).invitations.find((row) => row.id === id)!.mailFault

describe('an invitation by mail', () => {
  it('brings a link that opens it, answers to the recruiter, and is plain text', async () => {
    const { candidateEmail, invitationId, params, mail } = await invite()
    expect(mail).toBe('smtp')
    const received = await box.mail(/^Your coding exercise for /, candidateEmail)
    expect(received.source).toMatch(/^Reply-To: Staff recruiter\s+<.*@staff\.example>/im)
    expect(received.source).toMatch(/^Auto-Submitted: auto-generated/im)
    expect(received.source).not.toContain('text/html')
    expect(received.text).toContain('2 hours in one go')
    expect(received.text).toContain('Opening it starts nothing')
    const browser = server.visitor()
    expect(await browser.must('exchangeInvitationLink', { body: { token: tokenIn(received) } })).toEqual({
      invitationId,
    })
    expect(await ended(params)).toMatchObject({
      state: 'sent',
      address: candidateEmail,
      tries: 1,
      fault: null,
    })
  })

  it('leaves no secret in the database', async () => {
    const { candidateEmail, params } = await invite()
    const token = tokenIn(await box.mail(/^Your coding exercise/, candidateEmail))
    await ended(params)
    const rows = await server.deps.db.selectFrom('mails').selectAll().execute()
    const links = await server.deps.db.selectFrom('invitation_links').selectAll().execute()
    expect(JSON.stringify([rows, links])).not.toContain(token)
  })

  it('carries the words of its position, filled in, and the organisation that an admin has named', async () => {
    const admin = await server.staff('admin')
    const { version } = await admin.must('getOrganisation')
    await admin.must('changeOrganisation', { body: { name: 'Seedlings GmbH', zone: 'UTC', version } })
    const position = await recruiter.must('createPosition', {
      body: {
        title: 'Gardener {exercise}',
        exerciseIds: [goExercise],
        mailIntro: 'It was good to talk, {candidate}.\nThis is for {position}: {duration}.',
        mailSignature: '{recruiter}, { organisation }',
        aiPolicy: 'Assistants are fine.',
        feedbackPolicy: 'You hear from us in two days.',
      },
    })
    const { candidateEmail } = await invite({ positionId: position.id, candidateName: 'Lin $& {position}' })
    const received = await box.mail(/^Your coding exercise/, candidateEmail)
    for (const line of [
      'It was good to talk, Lin $& {position}.',
      'This is for Gardener {exercise}: 2 hours.',
      'Staff recruiter, Seedlings GmbH',
      '(an answer to this mail reaches',
    ])
      expect(received.text).toContain(line)
    const browser = server.visitor()
    const { invitationId } = await browser.must('exchangeInvitationLink', {
      body: { token: tokenIn(received) },
    })
    expect(await browser.must('getInvitation', { params: { invitationId } })).toMatchObject({
      exercises: [{ aiPolicy: 'Assistants are fine.' }],
      feedbackPolicy: 'You hear from us in two days.',
    })
  })

  it('writes names that carry line breaks and headers as one harmless name', async () => {
    const { candidateEmail } = await invite({ candidateName: 'Eve\r\nBcc: all@victims.example' })
    const received = await box.mail(/^Your coding exercise/, candidateEmail)
    expect(received.to).toEqual([candidateEmail])
    expect(received.source).not.toMatch(/^Bcc:/im)
  })
})

describe('a mail server that does not take it', () => {
  it('is asked again later; the board says so meanwhile, and nothing is lost', async () => {
    box.refuse(451, 'greylisted')
    const { candidateEmail, invitationId, params } = await invite()
    expect(await tried(params)).toMatchObject({
      state: 'waiting',
      tries: 1,
      fault: expect.stringContaining('greylisted'),
    })
    // Once is what many mail servers ask of a stranger: nobody need look at that.
    expect(await mailFault(invitationId)).toBe('none')
    server.clock.advance(minuteMs)
    await sweepMails(server.deps)
    await eventually(async () => (await invitationMail(params)).tries === 2)
    await eventually(async () => (await mailFault(invitationId)) === 'delayed')
    box.refuse(null)
    server.clock.advance(2 * minuteMs)
    await sweepMails(server.deps)
    await box.mail(/^Your coding exercise/, candidateEmail)
    expect(await ended(params)).toMatchObject({ state: 'sent', tries: 3, fault: null })
    expect(await mailFault(invitationId)).toBe('none')
  })

  it('for good: the board shows it, and it can be sent again', async () => {
    box.refuse(550, 'no such mailbox')
    const { candidateEmail, invitationId, params } = await invite()
    const failed = await ended(params)
    expect(failed).toMatchObject({ state: 'failed', fault: expect.stringContaining('no such mailbox') })
    expect(await mailFault(invitationId)).toBe('failed')
    box.refuse(null)
    await recruiter.must('sendMailAgain', { params: { ...params, mailId: failed.id } })
    await box.mail(/^Your coding exercise/, candidateEmail)
    await eventually(async () => (await mailFault(invitationId)) === 'none')
  })

  it('for good, and a new link is made instead: its mail stands for the one that failed', async () => {
    box.refuse(550, 'no such mailbox')
    const { candidateEmail, invitationId, params } = await invite()
    await ended(params)
    expect(await mailFault(invitationId)).toBe('failed')
    box.refuse(null)
    server.clock.advance(minuteMs)
    await recruiter.must('renewInvitationLink', { params })
    await box.mail(/^Your coding exercise/, candidateEmail)
    expect(await mailFault(invitationId)).toBe('none')
    expect((await mailsOf(params)).map(({ state }) => state)).toContain('failed')
  })

  it('waits longer each time, an hour at most, and gives up after two days', () => {
    const now = new Date('2026-11-24T09:00:00Z')
    const waits = [1, 2, 3, 7, 8, 200].map((tries) => nextTryAt(tries, now).getTime() - now.getTime())
    expect(waits.map((ms) => ms / minuteMs)).toEqual([1, 2, 4, 60, 60, 60])
    expect(givesUp(new Date(now.getTime() - 2 * dayMs + 1), now)).toBe(false)
    expect(givesUp(new Date(now.getTime() - 2 * dayMs), now)).toBe(true)
  })
})

describe('the outbox', () => {
  it('sends once, however many ask for it at the same moment', async () => {
    const { candidateEmail, params } = await invite()
    const { id } = await invitationMail(params)
    for (let tries = 0; tries < 20; tries += 1) server.deps.jobs.enqueueMail({ id, tries })
    await ended(params)
    const later = await invite()
    await box.mail(/^Your coding exercise/, later.candidateEmail)
    expect(box.mails.filter(({ to }) => to.includes(candidateEmail))).toHaveLength(1)
  })

  it('is swept: what the queue lost is sent all the same', async () => {
    const { candidateEmail, params } = await invite()
    await ended(params)
    await server.deps.db
      .updateTable('mails')
      .set({ state: 'waiting', tries: 0, ended_at: null, next_try_at: server.clock.current })
      .where('invitation_id', '=', params.invitationId)
      .where('kind', '=', 'invitation')
      .execute()
    await sweepMails(server.deps)
    await eventually(async () => box.mails.filter(({ to }) => to.includes(candidateEmail)).length === 2)
    const [first, second] = box.mails.filter(({ to }) => to.includes(candidateEmail))
    const idOf = (source: string) => /^Message-ID: (.*)$/im.exec(source)?.[1]
    expect(idOf(second!.source)).toBe(idOf(first!.source))
  })

  it('drops what is no longer true when it is due', async () => {
    const { candidateEmail, params } = await invite()
    await ended(params)
    await recruiter.must('revokeInvitation', { params })
    await box.mail(/was withdrawn$/, candidateEmail)
    server.clock.advance(12 * dayMs)
    await sweepMails(server.deps)
    await eventually(async () => (await mailsOf(params)).every(({ state }) => state !== 'waiting'))
    const states = (await mailsOf(params)).map(({ kind, state }) => `${kind} ${state}`)
    expect(states.sort()).toEqual(['expiring dropped', 'invitation sent', 'withdrawn sent'])
  })

  it('says three days ahead that an invitation runs out, to those alone who have not started', async () => {
    const idle = await invite({ expiresInDays: 10 })
    const busy = await invite({ expiresInDays: 10 })
    const token = tokenIn(await box.mail(/^Your coding exercise/, busy.candidateEmail))
    const browser = server.visitor()
    await browser.must('exchangeInvitationLink', { body: { token } })
    await browser.must('startAttempt', { params: busy.params, body: {} })
    server.clock.advance(7 * dayMs)
    await sweepMails(server.deps)
    expect(subjectOf(await box.mail(/^Open until/, idle.candidateEmail))).toContain('UTC')
    await eventually(async () =>
      (await mailsOf(busy.params)).some(({ kind, state }) => kind === 'expiring' && state === 'dropped'),
    )
  })
})

describe('without a mail server', () => {
  it('mails become files for their owner alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fairtime-mail-'))
    const other = await startTestServer({ mail: { ...noMail, kind: 'folder', folder } })
    const staff = await other.staff('recruiter')
    const body = {
      positionId: await other.position(),
      exerciseId: goExercise,
      candidateName: 'Lin',
      candidateEmail: 'lin@candidate.example',
    }
    expect(await staff.must('createInvitation', { body })).toMatchObject({ mail: 'folder' })
    const [name] = await eventually(async () => {
      const names = (await readdir(folder)).filter((each) => each.endsWith('.eml'))
      return names.length > 0 && names
    })
    expect(await readFile(join(folder, name!), 'utf8')).toContain('To: Lin <lin@candidate.example>')
    expect((await stat(join(folder, name!))).mode & 0o777).toBe(0o600)
    await other.stop()
    await rm(folder, { recursive: true })
  })

  it('and without a folder nothing is sent, which the recruiter is told at once, and nobody is bothered', async () => {
    const other = await startTestServer()
    const staff = await other.staff('recruiter')
    const body = {
      positionId: await other.position(),
      exerciseId: goExercise,
      candidateName: 'Lin',
      candidateEmail: 'lin@candidate.example',
    }
    const { invitationId, mail } = await staff.must('createInvitation', { body })
    expect(mail).toBe('off')
    const dropped = await eventually(async () => {
      const { mails } = await staff.must('listMails', { params: { invitationId } })
      return mails.find(({ state }) => state === 'dropped') ?? null
    })
    expect(dropped.fault).toContain('SMTP_URL')
    expect((await staff.must('listInvitations')).invitations[0]!.mailFault).toBe('none')
    await other.stop()
  })
})
