import { createPublicKey, verify } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { noMail } from '../../../server/config.ts'
import { remindersOf } from '../../../server/invitations/appointments/reminders.ts'
import { sweepMails } from '../../../server/mails/deliver-mail.ts'
import { describeInstant, describeDuration } from '../../../server/mails/describe-instant.ts'
import type { Visitor } from '../../support/server/call.ts'
import { eventually } from '../../support/eventually.ts'
import {
  calendarOf,
  openPostBox,
  tokenIn,
  type PostBox,
  type ReceivedMail,
} from '../../support/server/post-box.ts'
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
beforeEach(() => {
  server.clock.current = new Date('2026-10-20T09:00:00Z')
})
afterAll(async () => {
  await server.stop()
  await box.stop()
})

const hourMs = 3_600_000
let people = 0
async function invited(more: object = {}) {
  people += 1
  const candidateEmail = `guest-${people}@candidate.example`
  const { invitationId, link } = await recruiter.must('createInvitation', {
    body: { positionId, exerciseId: goExercise, candidateName: 'Ana Díaz', candidateEmail, ...more },
  })
  const visitor = server.visitor()
  await visitor.must('exchangeInvitationLink', { body: { token: new URL(link).hash.slice(1) } })
  const params = { invitationId }
  const pick = (local: string, zone: string, occurrence?: 'first' | 'second') =>
    visitor.call('setAppointment', { params, body: { local, zone, ...(occurrence && { occurrence }) } })
  return { visitor, invitationId, params, candidateEmail, pick }
}
const line = (calendar: string, name: string) =>
  new RegExp(`^${name}[^:\\r]*:(.*)$`, 'm').exec(calendar)?.[1]?.trim()
const newMail = (subject: RegExp, address: string, after: ReceivedMail[]) =>
  eventually(async () => {
    const mail = await box.mail(subject, address)
    return after.includes(mail) ? null : mail
  })

describe('a time that the candidate picks', () => {
  it('is one instant in the zone it was meant in, by mail with a calendar file', async () => {
    const { visitor, params, candidateEmail, pick } = await invited()
    expect((await pick('2026-10-26T09:30', 'Asia/Kathmandu')).body).toEqual({
      appointment: { startsAt: '2026-10-26T03:45:00.000Z', zone: 'Asia/Kathmandu', offsetMs: 20_700_000 },
      mailed: true,
    })
    expect(await visitor.must('getInvitation', { params })).toMatchObject({
      start: 'appointment',
      appointment: { startsAt: '2026-10-26T03:45:00.000Z', zone: 'Asia/Kathmandu' },
    })
    const mail = await box.mail(
      /^Your appointment: Monday 26 October 2026, 09:30 in Asia\/Kathmandu \(03:45 UTC\)/,
      candidateEmail,
    )
    const calendar = calendarOf(mail)
    expect(mail.source).toMatch(/text\/calendar; charset=utf-8; method=REQUEST/i)
    expect(line(calendar, 'METHOD')).toBe('REQUEST')
    expect(line(calendar, 'UID')).toBe(`${params.invitationId}@localhost`)
    expect(line(calendar, 'DTSTART')).toBe('20261026T034500Z')
    expect(line(calendar, 'DTEND')).toBe('20261026T054500Z')
    expect(line(calendar, 'SEQUENCE')).toBe('1')
    expect(line(calendar, 'ATTENDEE')).toContain(candidateEmail)
    const { content } = await visitor.must('getCalendarFile', { params })
    expect(line(content, 'UID')).toBe(line(calendar, 'UID'))
    expect(line(content, 'DTSTART')).toBe('20261026T034500Z')
  })

  it('is asked for again where the clocks go back, and refused where they skip it', async () => {
    const { pick } = await invited({ expiresInDays: 90 })
    const doubled = await pick('2026-10-25T02:30', 'Europe/Berlin')
    expect(doubled).toMatchObject({ status: 400 })
    expect(doubled.error?.issues?.[0]?.reason).toContain('happens twice')
    expect((await pick('2026-10-25T02:30', 'Europe/Berlin', 'first')).body.appointment.startsAt).toBe(
      '2026-10-25T00:30:00.000Z',
    )
    expect((await pick('2026-10-25T02:30', 'Europe/Berlin', 'second')).body.appointment.startsAt).toBe(
      '2026-10-25T01:30:00.000Z',
    )
    server.clock.current = new Date('2027-01-10T09:00:00Z')
    const { pick: pickInSpring } = await invited({ expiresInDays: 90 })
    for (const occurrence of [undefined, 'first', 'second'] as const) {
      const skipped = await pickInSpring('2027-03-28T02:30', 'Europe/Berlin', occurrence)
      expect(skipped.error?.issues?.[0]?.reason).toContain('does not exist')
    }
  })

  it('means the same hour of elapsed time whatever the clocks do in it', async () => {
    const { visitor, params, candidateEmail, pick } = await invited()
    await pick('2026-10-25T01:30', 'Europe/Berlin')
    const calendar = calendarOf(await box.mail(/^Your appointment/, candidateEmail))
    expect([line(calendar, 'DTSTART'), line(calendar, 'DTEND')]).toEqual([
      '20261024T233000Z',
      '20261025T013000Z',
    ])
    server.clock.current = new Date('2026-10-24T23:30:00Z')
    const { attemptId } = await visitor.must('startAttempt', { params, body: {} })
    expect((await visitor.must('getClock', { params: { attemptId } })).remainingMs).toBe(2 * hourMs)
  })

  it.each([
    ['2026-10-20T10:59', 'Europe/Berlin', 'this time has passed'],
    ['2026-11-03T10:00', 'UTC', 'after the invitation expires'],
    ['2026-10-22T10:00', 'Middle/Earth', 'is not a time zone'],
    ['2026-10-22T10:00', '2020-01-01T00+05:30', 'is not a time zone'],
    ['2026-10-22T10:00', '2020-01-01T00:00[Europe/Berlin]', 'is not a time zone'],
    ['2026-10-22T10:00', '2020-01-01T00Z', 'is not a time zone'],
    ['2026-10-22T10:00', '+05:30', 'is not a time zone'],
    ['2026-10-22T10:00', 'Etc/Unknown', 'is not a time zone'],
    ['2011-12-30T12:00', 'Pacific/Apia', 'does not exist'],
  ])('is refused in words: %s in %s', async (local, zone, words) => {
    const { pick } = await invited()
    const answer = await pick(local, zone)
    expect(answer.status).toBe(400)
    expect(answer.error?.issues?.[0]?.reason).toContain(words)
  })

  it('may be moved as often as one likes; the calendar keeps one entry, and the same time twice is one mail', async () => {
    const { params, candidateEmail, pick } = await invited()
    const seen: ReceivedMail[] = []
    for (const [index, local] of ['2026-10-22T10:00', '2026-10-23T10:00', '2026-10-23T10:00'].entries()) {
      await pick(local, 'Europe/Berlin')
      if (index < 2) seen.push(await newMail(/^Your appointment/, candidateEmail, seen))
    }
    expect(seen.map((mail) => line(calendarOf(mail), 'SEQUENCE'))).toEqual(['1', '2'])
    expect(new Set(seen.map((mail) => line(calendarOf(mail), 'UID'))).size).toBe(1)
    const { mails } = await recruiter.must('listMails', { params })
    expect(mails.filter(({ kind }) => kind === 'appointment')).toHaveLength(2)
    const row = (await recruiter.must('listInvitations')).invitations.find(
      ({ id }) => id === params.invitationId,
    )
    expect(row).toMatchObject({ state: 'scheduled', appointment: { zone: 'Europe/Berlin' } })
  })

  it('can be given up: the calendar is told, and so it is when the exercise starts early or is withdrawn', async () => {
    const endings = [
      async ({ visitor, params }: Awaited<ReturnType<typeof invited>>) =>
        visitor.must('dropAppointment', { params }),
      async ({ visitor, params }: Awaited<ReturnType<typeof invited>>) =>
        visitor.must('startAttempt', { params, body: { startEarly: true } }),
      async ({ params }: Awaited<ReturnType<typeof invited>>) =>
        recruiter.must('revokeInvitation', { params }),
    ]
    for (const end of endings) {
      const guest = await invited()
      await guest.pick('2026-10-22T10:00', 'Europe/Berlin')
      await box.mail(/^Your appointment/, guest.candidateEmail)
      await end(guest)
      const mail = await box.mail(/^No longer needed|was withdrawn$/, guest.candidateEmail)
      const calendar = calendarOf(mail)
      expect(line(calendar, 'METHOD')).toBe('CANCEL')
      expect(line(calendar, 'STATUS')).toBe('CANCELLED')
      expect(line(calendar, 'UID')).toBe(`${guest.invitationId}@localhost`)
      expect(Number(line(calendar, 'SEQUENCE'))).toBeGreaterThan(1)
      expect(line(calendar, 'DTSTART')).toBe('20261022T080000Z')
    }
  })

  it('belongs to the invitation alone: none for a practice, none after the start, none that is foreign', async () => {
    const guest = await invited()
    const stranger = await invited()
    const body = { local: '2026-10-22T10:00', zone: 'UTC' }
    for (const name of ['dropAppointment', 'getCalendarFile', 'listOwnAccommodations'] as const)
      expect((await stranger.visitor.call(name, { params: guest.params })).status).toBe(404)
    expect((await stranger.visitor.call('setAppointment', { params: guest.params, body })).status).toBe(404)
    await guest.visitor.must('startPractice', { params: guest.params })
    const practice = await server.deps.db
      .selectFrom('invitations')
      .select('id')
      .where('practice_of', '=', guest.invitationId)
      .executeTakeFirstOrThrow()
    const onPractice = { params: { invitationId: practice.id }, body }
    expect((await guest.visitor.call('setAppointment', onPractice)).status).toBe(404)
    await guest.visitor.must('startAttempt', { params: guest.params, body: {} })
    expect((await guest.pick('2026-10-22T10:00', 'UTC')).error?.code).toBe('already_started')
  })
})

describe('reminders', () => {
  it('come the day before and shortly before, and those of an earlier time never', async () => {
    const { candidateEmail, params, pick } = await invited()
    await pick('2026-10-23T10:00', 'Europe/Berlin')
    await pick('2026-10-27T10:00', 'Europe/Berlin')
    const reminders = async (state: string) =>
      (await recruiter.must('listMails', { params })).mails.filter(
        (notice) => notice.kind === 'reminder' && notice.state === state,
      ).length
    server.clock.current = new Date('2026-10-23T08:00:00Z')
    await sweepMails(server.deps)
    await eventually(async () => (await reminders('dropped')) === 2)
    server.clock.current = new Date('2026-10-26T09:00:00Z')
    await sweepMails(server.deps)
    await eventually(async () => (await reminders('sent')) === 1)
    const mail = await box.mail(
      /^Reminder: your coding exercise, Tuesday 27 October 2026, 10:00/,
      candidateEmail,
    )
    expect(await server.visitor().must('exchangeInvitationLink', { body: { token: tokenIn(mail) } })).toEqual(
      params,
    )
    server.clock.current = new Date('2026-10-27T08:45:00Z')
    await sweepMails(server.deps)
    await eventually(async () => (await reminders('sent')) === 2)
  })

  it('are not sent on the heels of what they remind of', () => {
    const now = new Date('2026-10-20T09:00:00Z')
    const after = (hours: number) =>
      remindersOf({ at: new Date(now.getTime() + hours * hourMs), zone: 'UTC' }, now).length
    expect([0.5, 2, 30, 40].map(after)).toEqual([0, 1, 1, 2])
  })

  it('say the day and both zones, whatever zone it is', () => {
    const instant = new Date('2026-10-26T03:45:00Z')
    expect(describeInstant(instant, 'UTC')).toBe('Monday 26 October 2026, 03:45 UTC')
    expect(describeInstant(instant, 'America/New_York')).toBe(
      'Sunday 25 October 2026, 23:45 in America/New_York (03:45 UTC, Monday)',
    )
    expect([7_200_000, 5_400_000, 3_600_000, 60_000].map(describeDuration)).toEqual([
      '2 hours',
      '1 hour 30 minutes',
      '1 hour',
      '1 minute',
    ])
  })
})

describe('the receipt by mail', () => {
  it('comes with a signature that anybody can check, and the promised date', async () => {
    const { visitor, params, candidateEmail } = await invited()
    const { attemptId } = await visitor.must('startAttempt', { params, body: { zone: 'Asia/Tokyo' } })
    await visitor.must('submitAttempt', { params: { attemptId } })
    const mail = await box.mail(/^Your receipt/, candidateEmail)
    expect(mail.text).toContain('in Asia/Tokyo')
    const { receipt } = await visitor.must('getSubmissionPage', { params: { attemptId } })
    const files = [...mail.source.matchAll(/filename="?([\w.-]+)"?\r\n(?:.+\r\n)*\r\n([^]*?)\r\n--/g)]
    const file = (name: string) => Buffer.from(files.find(([, each]) => each === name)![2]!, 'base64')
    const { publicKeyPem } = await server.visitor().must('getReceiptKey')
    expect(file('receipt.txt').toString()).toBe(receipt.signed.text)
    const signature = Buffer.from(file('receipt.txt.sig').toString().trim(), 'base64')
    expect(verify(null, file('receipt.txt'), createPublicKey(publicKeyPem), signature)).toBe(true)
  })
})
