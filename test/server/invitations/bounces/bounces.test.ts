import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noMail } from '../../../../server/config.ts'
import { describeBounce, outcomeOf } from '../../../../server/invitations/bounces/describe-bounce.ts'
import type { Visitor } from '../../../support/server/call.ts'
import { eventually } from '../../../support/eventually.ts'
import { openPostBox, type PostBox } from '../../../support/server/post-box.ts'
import { goExercise, startTestServer, type TestServer } from '../../../support/server/test-server.ts'
import { absenceNote, exchange, gmail, postfix } from './bounces.ts'

const domain = 'firma.example'
let box: PostBox
let server: TestServer
let recruiter: Visitor
let positionId: string
let key: string
beforeAll(async () => {
  box = await openPostBox()
  server = await startTestServer({ mail: { ...noMail, kind: 'smtp', smtpUrl: box.url, domain } })
  recruiter = await server.staff('recruiter')
  positionId = await server.position()
  const admin = await server.staff('admin')
  key = (await admin.must('createApiKey', { body: { name: 'Postfix', scopes: ['inbound-mail'] } })).token
})
afterAll(async () => {
  await server.stop()
  await box.stop()
})

/** Somebody whose invitation the relay has taken. */
async function invited() {
  const recipient = `lin-${randomUUID()}@candidate.example`
  const body = { positionId, exerciseId: goExercise, candidateName: 'Lin Okafor', candidateEmail: recipient }
  const { invitationId } = await recruiter.must('createInvitation', { body })
  const params = { invitationId }
  const mail = async () =>
    (await recruiter.must('listMails', { params })).mails.find(({ kind }) => kind === 'invitation')!
  await eventually(async () => (await mail()).state === 'sent')
  const { id } = await mail()
  const fault = async () => {
    const { invitations } = await recruiter.must('listBoardRows', { query: { ids: invitationId } })
    return invitations[0]!.mailFault
  }
  return { invitationId, params, recipient, mail, fault, mailId: id, messageId: `${id}@${domain}` }
}

async function deliver(raw: string | Uint8Array<ArrayBuffer>, type = 'message/rfc822') {
  const response = await fetch(`${server.url}/api/inbound-mail`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': type },
    body: raw,
  })
  return { status: response.status, body: await response.json() }
}

describe('a mail that came back', () => {
  it.each([
    ['Postfix', postfix, /no such address/],
    ['Exchange', exchange, /or its domain takes no mail/],
    ['Gmail', gmail, /mailbox is full/],
  ])('by %s turns its invitation red, and no other', async (_name, form, words) => {
    const [one, other] = [await invited(), await invited()]
    const raw = form(one)
    expect(await deliver(raw)).toMatchObject({ status: 200, body: { outcome: 'failed' } })
    expect(await one.mail()).toMatchObject({ state: 'failed', fault: expect.stringMatching(words) })
    expect((await one.mail()).fault).toMatch(/Ask the candidate for an address that works/)
    expect([await one.fault(), await other.fault()]).toEqual(['failed', 'none'])
    expect((await other.mail()).state).toBe('sent')
    expect(await deliver(raw)).toMatchObject({ status: 200, body: { outcome: 'ignored' } })
    const { entries } = await recruiter.must('getCandidateTimeline', { params: one.params })
    expect(entries.filter(({ action }) => action === 'mail-bounced')).toHaveLength(1)
    const needing = await recruiter.must('listInvitations', { query: { attention: '1', q: one.recipient } })
    expect(needing.total).toBe(1)
  })

  it('that is delayed is yellow, and fine again once it has arrived', async () => {
    const one = await invited()
    const delayed = { ...one, status: '4.4.1', action: 'delayed', diagnostic: 'X-Postfix; connect timed out' }
    expect((await deliver(postfix(delayed))).body.outcome).toBe('delayed')
    expect(await one.mail()).toMatchObject({ state: 'sent', delayedAt: expect.any(String) })
    expect((await one.mail()).fault).toMatch(/It may still arrive/)
    expect(await one.fault()).toBe('delayed')
    const arrived = { ...one, status: '2.0.0', action: 'delivered', diagnostic: 'smtp; 250 2.0.0 Ok' }
    expect((await deliver(postfix(arrived))).body.outcome).toBe('delivered')
    expect(await one.mail()).toMatchObject({ state: 'sent', delayedAt: null, fault: null })
    expect((await deliver(postfix(delayed))).body.outcome).toBe('delayed')
    expect((await deliver(postfix({ ...delayed, action: 'failed' }))).body.outcome).toBe('failed')
    expect(await one.fault()).toBe('failed')
    await recruiter.must('sendMailAgain', { params: { ...one.params, mailId: one.mailId } })
    await eventually(async () => (await one.mail()).state === 'sent')
    expect([await one.fault(), (await one.mail()).delayedAt]).toEqual(['none', null])
  })

  it.each([
    [
      'without an id of ours',
      (one: { recipient: string }) => ({ ...one, messageId: 'abc@elsewhere.example' }),
    ],
    [
      'with an id that is none',
      (one: { recipient: string }) => ({ ...one, messageId: `1' or 1=1@${domain}` }),
    ],
    [
      'of our id at another domain',
      (one: { mailId: string; recipient: string }) => ({
        ...one,
        messageId: `${one.mailId}@elsewhere.example`,
      }),
    ],
    [
      'of a mail that never was',
      (one: { recipient: string }) => ({ ...one, messageId: `${randomUUID()}@${domain}` }),
    ],
    [
      'forged by somebody who does not know the recipient',
      (one: { messageId: string }) => ({
        ...one,
        recipient: 'somebody-else@candidate.example',
      }),
    ],
  ])('%s changes nothing', async (_name, forged) => {
    const one = await invited()
    for (const form of [postfix, exchange, gmail]) {
      const { status, body } = await deliver(form(forged(one)))
      expect([status, body.outcome]).toEqual([200, 'ignored'])
      expect(body.reason).toMatch(/\w/)
    }
    expect([(await one.mail()).state, await one.fault()]).toEqual(['sent', 'none'])
  })

  it.each([
    ['an absence note', () => absenceNote(`${randomUUID()}@${domain}`)],
    ['nonsense', () => 'nonsense'],
    ['bytes', () => new Uint8Array(5_000).map((_, index) => (index * 7919) % 256)],
    ['a hundred parts in parts', () => nested(100)],
    [
      'a report of nothing',
      () => 'Content-Type: multipart/report; report-type=delivery-status; boundary=a\r\n\r\n--a--',
    ],
  ])('%s is taken and ignored, with a reason', async (_name, raw) => {
    expect(await deliver(raw())).toMatchObject({
      status: 200,
      body: { outcome: 'ignored', reason: expect.stringMatching(/\w/) },
    })
  })

  it('must be a mail, and not too long', async () => {
    expect((await deliver('{}', 'application/json')).status).toBe(400)
    expect((await deliver('')).status).toBe(400)
    expect((await deliver('a'.repeat(1024 * 1024 + 1))).status).toBe(413)
  })
})

const nested = (depth: number) =>
  Array.from(
    { length: depth },
    (_, at) =>
      `Content-Type: multipart/report; report-type=delivery-status; boundary=b${at}\r\n\r\n--b${at}\r\n`,
  ).join('')

describe('what a report says', () => {
  const recipient = { addresses: [], action: '', status: '', diagnostic: null }
  it.each([
    [{ status: '5.1.1', action: 'failed' }, 'failed'],
    [{ status: '5.0.0', action: 'delayed' }, 'failed'],
    [{ status: '4.4.7', action: 'failed' }, 'failed'],
    [{ status: '4.4.7', action: 'delayed' }, 'delayed'],
    [{ action: 'failed' }, 'failed'],
    [{ action: 'delayed' }, 'delayed'],
    [{ status: '2.0.0', action: 'relayed' }, 'delivered'],
    [{ action: 'expanded' }, null],
  ])('%j', (part, outcome) => expect(outcomeOf({ ...recipient, ...part })).toBe(outcome))

  it('is told in one line, whatever a stranger wrote', () => {
    const diagnostic = `smtp;\n550\u202e ${'x'.repeat(1_000)}\ud800`
    const words = describeBounce('failed', { ...recipient, status: '5.7.1', diagnostic })
    expect(words).toMatch(/refused it by its rules/)
    expect(words).not.toMatch(/[\n\u202e\ud800]/)
    expect(words.length).toBeLessThan(600)
  })
})
