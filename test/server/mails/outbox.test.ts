import { describe, expect } from 'vitest'
import { openText, sealText, type KeptMail } from '../../../server/mails/outbox/seal-text.ts'
import { sweepTexts } from '../../../server/mails/outbox/keep-text.ts'
import { findFaults } from '../../support/browser/accessibility.ts'
import { eventually } from '../../support/eventually.ts'
import { it as base, itWithMail } from '../../support/fixtures.ts'
import { goExercise } from '../../support/server/test-server.ts'
import { issueStaffLink } from '../../../server/staff/staff-links.ts'

const it = base.extend('invited', { scope: 'file' }, async ({ server }) => {
  const recruiter = await server.staff('recruiter')
  const positionId = await server.position()
  const body = { positionId, candidateName: 'Lin <b>Okafor</b>', candidateEmail: 'lin@outbox.example' }
  const soon = new Date((await server.deps.clock.now()).getTime() + 2 * 24 * 3_600_000)
  const appointment = { local: soon.toISOString().slice(0, 16), zone: 'UTC' }
  const { invitationId } = await recruiter.must('createInvitation', {
    body: { ...body, exerciseId: goExercise, appointment },
  })
  const { mails } = await eventually(async () => {
    const page = await recruiter.must('listOutbox')
    return page.mails.some((mail) => mail.invitationId === invitationId) ? page : null
  })
  return { recruiter, invitationId, mailId: mails[0]!.id }
})

const withMail = itWithMail()

const letter: KeptMail = {
  from: { name: 'F', address: 'f@x.example' },
  to: { name: 'L', address: 'l@x.example' },
  replyTo: null,
  subject: 'S',
  text: 'https://x.example/i#secret',
  files: [],
}

describe('a kept text', () => {
  base('opens with its own secret and beside its own mail alone, and shows nothing before', () => {
    const sealed = sealText('one', 'mail-1', letter)
    expect(sealed.includes('secret')).toBe(false)
    expect(openText('one', 'mail-1', sealed)).toEqual(letter)
    expect(openText('two', 'mail-1', sealed)).toBeNull()
    expect(openText('one', 'mail-2', sealed)).toBeNull()
    expect(
      openText('one', 'mail-1', Buffer.concat([sealed.subarray(0, -1), Buffer.from([sealed.at(-1)! ^ 1])])),
    ).toBeNull()
    expect(openText('one', 'mail-1', Buffer.from('short'))).toBeNull()
  })
})

describe('the outbox of an installation without a mail server', () => {
  it('has the whole mail with a link that works, and says who read it', async ({ server, invited }) => {
    const { recruiter, invitationId, mailId } = invited
    const mail = await recruiter.must('getOutboxMail', { params: { mailId } })
    expect(mail).toMatchObject({
      to: { address: 'lin@outbox.example' },
      replyTo: { name: 'Staff recruiter' },
    })
    expect(mail.files.map(({ fileName }) => fileName)).toEqual(['invite.ics'])
    const token = /\/i#(\S+)/.exec(mail.text)?.[1]
    const browser = server.visitor()
    expect(await browser.must('exchangeInvitationLink', { body: { token: token! } })).toEqual({
      invitationId,
    })
    const { entries } = await recruiter.must('getCandidateTimeline', { params: { invitationId } })
    expect(entries.filter(({ action }) => action === 'mail-read')).toHaveLength(1)
  })

  it('is for recruiters and admins, and refuses what is no page', async ({ server, invited }) => {
    const reviewer = await server.staff('reviewer')
    const { mailId, recruiter } = invited
    expect((await reviewer.call('getOutboxMail', { params: { mailId } })).status).toBe(403)
    for (const after of ['x', '2026-01-01T00:00:00.000Z', '2026-13-01T00:00:00.000Z_' + mailId])
      expect((await recruiter.call('listOutbox', { query: { after } })).status).toBe(400)
  })

  it('is read in the browser', { timeout: 60_000 }, async ({ server, browser, invited }) => {
    const { staffId } = await server.staff('recruiter')
    const now = server.clock.current
    const page = await browser.open()
    await page.goto(await issueStaffLink(server.deps, server.deps.db, { purpose: 'sign_in', staffId, now }))
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL('**/board')
    await page.goto(`${server.url}/outbox`)
    expect(invited.mailId).not.toBe('')
    const found = await findFaults(page)
    await page.getByRole('button', { name: /^Open: Invitation with the link/ }).click()
    await page.getByLabel('Text of the mail').getByText('You are invited to a coding exercise').waitFor()
    found.push(...(await findFaults(page)))
    await page.setViewportSize({ width: 390, height: 844 })
    found.push(...(await findFaults(page)))
    expect(found).toEqual([])
    expect(browser.complaints).toEqual([])
  })

  it('forgets after thirty days', async ({ server, invited }) => {
    server.clock.advance(29 * 24 * 3_600_000)
    await sweepTexts(server.deps)
    expect((await invited.recruiter.must('listOutbox')).mails).not.toEqual([])
    server.clock.advance(2 * 24 * 3_600_000)
    await sweepTexts(server.deps)
    expect((await invited.recruiter.must('listOutbox')).mails).toEqual([])
  })
})

describe('where a mail server takes them', () => {
  withMail('nothing is kept', async ({ server, box }) => {
    await server.candidate()
    await box.mail(/^Your coding exercise/)
    const recruiter = await server.staff('recruiter')
    expect(await recruiter.must('listOutbox')).toEqual({ mails: [], next: null, mail: 'smtp' })
  })
})
