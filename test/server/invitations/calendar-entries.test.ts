import { randomUUID } from 'node:crypto'
import ICAL from 'ical.js'
import { describe, expect } from 'vitest'
import { noMail } from '../../../server/config.ts'
import { expiryReminderOf, remindersOf } from '../../../server/invitations/appointments/reminders.ts'
import { sweepAppointments } from '../../../server/invitations/appointments/sweep-appointments.ts'
import { sweepMails } from '../../../server/mails/deliver-mail.ts'
import { outOfNight } from '../../../server/mails/out-of-night.ts'
import { eventually } from '../../support/eventually.ts'
import { it as base } from '../../support/fixtures.ts'
import { calendarOf, openPostBox, type PostBox, type ReceivedMail } from '../../support/server/post-box.ts'
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

async function invited(server: TestServer, more: object = {}) {
  server.clock.current = new Date('2026-11-24T09:00:00Z')
  const recruiter = await server.staff('recruiter')
  const title = `Position ${randomUUID()}`
  const position = await recruiter.must('createPosition', {
    body: { title, exerciseIds: [goExercise] },
  })
  const candidateEmail = `${randomUUID()}@candidate.example`
  const { invitationId, link } = await recruiter.must('createInvitation', {
    body: {
      positionId: position.id,
      exerciseId: goExercise,
      candidateName: 'Lin "The \u201cFast\u201d" Okafor',
      candidateEmail,
      ...more,
    },
  })
  const visitor = server.visitor()
  await visitor.must('exchangeInvitationLink', { body: { token: new URL(link).hash.slice(1) } })
  return { recruiter, position, candidateEmail, visitor, params: { invitationId } }
}

const hasCalendar = (mail: ReceivedMail) => /Content-Type: text\/calendar/i.test(mail.source)

/** Every calendar part that somebody got so far, once so many are there, as a strict parser reads them. */
async function entries(box: PostBox, address: string, count: number) {
  const mails = await eventually(async () => {
    const found = box.mails.filter((mail) => mail.to.includes(address) && hasCalendar(mail))
    return found.length >= count ? found : null
  })
  return mails.map((mail) => {
    const text = calendarOf(mail)
    const calendar = new ICAL.Component(ICAL.parse(text))
    const event = calendar.getFirstSubcomponent('vevent')!
    const [, mimeMethod] = /text\/calendar;[^]*?method=(\w+)/i.exec(mail.source) ?? []
    const organizer = event.getFirstProperty('organizer')!
    const attendee = event.getFirstProperty('attendee')!
    const timeOf = (name: string) => (event.getFirstPropertyValue(name) as ICAL.Time).toJSDate().toISOString()
    return {
      mail,
      text,
      method: String(calendar.getFirstPropertyValue('method')),
      mimeMethod,
      uid: String(event.getFirstPropertyValue('uid')),
      sequence: Number(event.getFirstPropertyValue('sequence')),
      status: String(event.getFirstPropertyValue('status')),
      summary: String(event.getFirstPropertyValue('summary')),
      description: String(event.getFirstPropertyValue('description')),
      from: timeOf('dtstart'),
      until: timeOf('dtend'),
      sentBy: organizer.getFirstParameter('sent-by'),
      partstat: attendee.getFirstParameter('partstat'),
      rsvp: attendee.getFirstParameter('rsvp'),
      name: attendee.getFirstParameter('cn'),
    }
  })
}

describe('the calendar entry of an appointment', () => {
  it('is one entry over a whole life, and every visible change of it goes out', async ({ mailing, box }) => {
    const appointment = { local: '2026-11-30T10:00', zone: 'America/Vancouver' }
    const guest = await invited(mailing, { appointment })
    const { recruiter, visitor, params, candidateEmail, position } = guest
    await entries(box, candidateEmail, 1)
    await sweepAppointments(mailing.deps)
    await visitor.must('setAppointment', { params, body: { ...appointment, local: '2026-11-30T11:00' } })
    await entries(box, candidateEmail, 2)
    await recruiter.must('setExtraTime', { params, body: { factor: 1.5 } })
    // Several servers, and one that looks again, send it once.
    await Promise.all([sweepAppointments(mailing.deps), sweepAppointments(mailing.deps)])
    await sweepAppointments(mailing.deps)
    await entries(box, candidateEmail, 3)
    const title = `Renamed ${randomUUID()}`
    const renamed = {
      params: { positionId: position.id },
      body: { title, exerciseIds: [goExercise], version: position.version },
    }
    await recruiter.must('changePosition', renamed)
    await sweepAppointments(mailing.deps)
    await entries(box, candidateEmail, 4)
    await visitor.must('startAttempt', { params, body: { startEarly: true } })
    const all = await entries(box, candidateEmail, 5)
    await sweepAppointments(mailing.deps)

    expect(new Set(all.map(({ uid }) => uid))).toEqual(new Set([`${params.invitationId}@localhost`]))
    expect(all.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3, 4])
    expect(all.map(({ method }) => method)).toEqual(['REQUEST', 'REQUEST', 'REQUEST', 'REQUEST', 'CANCEL'])
    expect(all.map(({ mimeMethod }) => mimeMethod)).toEqual(all.map(({ method }) => method))
    expect(all.map(({ status }) => status)).toEqual([...Array(4).fill('CONFIRMED'), 'CANCELLED'])
    // Vancouver stays at seven hours behind, also in winter.
    expect(all.map(({ from }) => from.slice(11, 16))).toEqual(['17:00', '18:00', '18:00', '18:00', '18:00'])
    expect(all.map(({ until }) => until.slice(11, 16))).toEqual(['19:00', '20:00', '21:00', '21:00', '21:00'])
    expect(all.map(({ partstat }) => partstat)).toEqual(['NEEDS-ACTION', ...Array(4).fill('ACCEPTED')])
    expect(all[3]?.summary).toContain(title)
    for (const { text, sentBy, rsvp, name, mail, description } of all) {
      expect(sentBy).toBe('mailto:fairtime@localhost')
      expect(String(rsvp)).toBe('FALSE')
      expect(name).toBe('Lin The Fast Okafor')
      expect(text).not.toMatch(/TZID|VTIMEZONE/)
      expect(text.indexOf('METHOD:')).toBeLessThan(text.indexOf('BEGIN:VEVENT'))
      expect(mail.source).toMatch(/filename="?invite\.ics/)
      expect(description).toMatch(/in America\/Vancouver .*\n.* in Europe\/Berlin/)
      expect(description).toContain('in your calendar moves nothing')
    }
    expect(all[1]?.mail.text).toContain(
      'Declining or moving it in your calendar moves nothing; the link does.',
    )
  })

  it('is cancelled when the invitation is withdrawn, and when it runs out', async ({ mailing, box }) => {
    const appointment = { local: '2026-11-30T10:00', zone: 'Asia/Kathmandu' }
    const withdrawn = await invited(mailing, { appointment })
    await entries(box, withdrawn.candidateEmail, 1)
    await withdrawn.recruiter.must('revokeInvitation', { params: withdrawn.params })
    const gone = (await entries(box, withdrawn.candidateEmail, 2))[1]
    expect(gone).toMatchObject({ method: 'CANCEL', status: 'CANCELLED', sequence: 1 })

    const over = await invited(mailing, { appointment })
    await entries(box, over.candidateEmail, 1)
    mailing.clock.current = new Date('2026-12-08T09:00:01Z')
    await Promise.all([sweepAppointments(mailing.deps), sweepAppointments(mailing.deps)])
    const expired = (await entries(box, over.candidateEmail, 2))[1]
    expect(expired).toMatchObject({ method: 'CANCEL', status: 'CANCELLED', sequence: 1 })
    expect(expired?.mail.text).toContain('it was not started')
    await sweepAppointments(mailing.deps)
    await sweepMails(mailing.deps)
    const { mails } = await over.recruiter.must('listMails', { params: over.params })
    expect(mails.filter(({ kind }) => kind === 'appointment_cancelled')).toHaveLength(1)
  })

  it('goes with no other file', async ({ mailing, box }) => {
    const { visitor, params, candidateEmail } = await invited(mailing)
    const { attemptId } = await visitor.must('startAttempt', { params, body: {} })
    await visitor.must('submitAttempt', { params: { attemptId } })
    await box.mail(/^Your receipt/, candidateEmail)
    for (const mail of box.mails) {
      const files = [...mail.source.matchAll(/Content-Disposition: attachment; filename="?([\w.-]+)/g)]
      const names = new Set(files.map(([, name]) => name))
      expect(hasCalendar(mail) ? [...names] : []).toEqual(hasCalendar(mail) ? ['invite.ics'] : [])
    }
  })
})

describe('nobody is reminded at night', () => {
  it.each([
    ['by day it stays', '2026-11-24T12:00:00Z', 'UTC', null, '2026-11-24T12:00:00.000Z'],
    ['at seven it is day', '2026-11-24T07:00:00Z', 'UTC', null, '2026-11-24T07:00:00.000Z'],
    ['late in the evening', '2026-11-24T22:00:00Z', 'UTC', null, '2026-11-25T07:00:00.000Z'],
    ['before dawn', '2026-11-24T06:59:59Z', 'UTC', null, '2026-11-24T07:00:00.000Z'],
    [
      'by the clocks of the reader',
      '2026-11-24T18:00:00Z',
      'Asia/Kathmandu',
      null,
      '2026-11-25T01:15:00.000Z',
    ],
    [
      'too late, then the evening before',
      '2026-11-24T03:00:00Z',
      'UTC',
      '2026-11-24T06:00:00Z',
      '2026-11-23T20:00:00.000Z',
    ],
    [
      'too late in the evening, too',
      '2026-11-24T23:00:00Z',
      'UTC',
      '2026-11-25T06:00:00Z',
      '2026-11-24T20:00:00.000Z',
    ],
    ['over the change of clocks', '2026-10-25T00:30:00Z', 'Europe/Berlin', null, '2026-10-25T06:00:00.000Z'],
  ])('%s', (_name, at, zone, latest, expected) => {
    expect(outOfNight(new Date(at), zone, latest === null ? null : new Date(latest)).toISOString()).toBe(
      expected,
    )
  })

  it('save just before the appointment that somebody chose for the night', () => {
    const now = new Date('2026-11-20T09:00:00Z')
    const at = new Date('2026-11-25T02:00:00Z')
    // Three in the morning in Berlin: at seven on the day before, and a quarter of an hour ahead.
    expect(remindersOf({ at, zone: 'Europe/Berlin' }, now).map((each) => each.toISOString())).toEqual([
      '2026-11-24T06:00:00.000Z',
      '2026-11-25T01:45:00.000Z',
    ])
    expect(expiryReminderOf(new Date('2026-12-04T23:00:00Z'), 'Europe/Berlin', now)?.toISOString()).toBe(
      '2026-12-02T06:00:00.000Z',
    )
  })
})
