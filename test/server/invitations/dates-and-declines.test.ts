import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import { noMail } from '../../../server/config.ts'
import { sweepAppointments } from '../../../server/invitations/appointments/sweep-appointments.ts'
import { sweepMails } from '../../../server/mails/deliver-mail.ts'
import { it as base } from '../../support/fixtures.ts'
import { openPostBox } from '../../support/server/post-box.ts'
import { goExercise, startTestServer } from '../../support/server/test-server.ts'

const it = base
  .extend('box', { scope: 'file' }, async ({}, { onCleanup }) => {
    const box = await openPostBox()
    onCleanup(() => box.stop())
    return box
  })
  .extend('server', { scope: 'file' }, async ({ box }, { onCleanup }) => {
    const server = await startTestServer({ mail: { ...noMail, kind: 'smtp', smtpUrl: box.url } })
    onCleanup(() => server.stop())
    return server
  })
  .extend('desk', async ({ server }) => {
    const recruiter = await server.staff('recruiter')
    const positionId = await server.position()
    let people = 0
    const invite = async () => {
      people += 1
      const candidateEmail = `d${people}-${positionId}@dates.example`
      const body = { positionId, exerciseId: goExercise, candidateName: 'Lin Okafor', candidateEmail }
      const { invitationId, link } = await recruiter.must('createInvitation', { body })
      const candidate = server.visitor()
      const open = () =>
        candidate.must('exchangeInvitationLink', { body: { token: new URL(link).hash.slice(1) } })
      await open()
      return { params: { invitationId }, candidate, candidateEmail, open }
    }
    const row = async (id: string) =>
      (await recruiter.must('listInvitations')).invitations.find((each) => each.id === id)!
    return { recruiter, invite, row }
  })

const dayMs = 24 * 3_600_000
const localOf = (at: Date) => at.toISOString().slice(0, 16)
const dateOf = (at: Date) => at.toISOString().slice(0, 10)

describe('dates that an invitation holds the candidate to', () => {
  it('nothing can be picked or started after the first; the recruiter makes it longer, and the mail says so', async ({
    server,
    box,
    desk,
  }) => {
    const { params, candidate, candidateEmail, open } = await desk.invite()
    const now = await server.deps.clock.now()
    const after = (days: number) => new Date(now.getTime() + days * dayMs)
    const dates = { takeByDate: dateOf(after(10)), scheduleByDate: dateOf(after(2)) }
    await desk.recruiter.must('extendInvitation', { params, body: dates })
    const view = await candidate.must('getInvitation', { params })
    expect(view).toMatchObject({ start: 'ready', scheduleBy: `${dates.scheduleByDate}T23:59:00.000Z` })
    expect((await box.mail(/^New dates for your coding exercise/, candidateEmail)).text).toMatch(
      /Please pick your time by .*, or start before then/,
    )

    server.clock.advance(4 * dayMs)
    expect((await candidate.must('getInvitation', { params })).start).toBe('unscheduled')
    const pick = { local: localOf(after(8)), zone: 'UTC' }
    for (const refused of [
      await candidate.call('setAppointment', { params, body: pick }),
      await candidate.call('startAttempt', { params, body: {} }),
    ])
      expect(refused).toMatchObject({ status: 409, error: { code: 'schedule_by_passed' } })

    await desk.recruiter.must('extendInvitation', {
      params,
      body: { ...dates, scheduleByDate: dateOf(after(6)) },
    })
    await candidate.must('setAppointment', { params, body: pick })
    // Picked in time it can be moved as long as the invitation is open, but not given up: nothing could be picked any more.
    server.clock.advance(3 * dayMs)
    await candidate.must('setAppointment', { params, body: { ...pick, local: localOf(after(9)) } })
    const dropped = await candidate.call('dropAppointment', { params })
    expect(dropped).toMatchObject({
      error: { code: 'schedule_by_passed', next: expect.stringContaining('Move') },
    })
    const late = await candidate.call('setAppointment', {
      params,
      body: { ...pick, local: localOf(after(20)) },
    })
    expect(late.error?.issues?.[0]?.reason).toMatch(
      /after the invitation expires; choose one between now and .* UTC/,
    )
    await open()
  })

  it('an invitation that has run out is opened again; what cannot be is refused with the window', async ({
    server,
    desk,
  }) => {
    const { params, candidate } = await desk.invite()
    const now = await server.deps.clock.now()
    const on = (days: number) => dateOf(new Date(now.getTime() + days * dayMs))
    const refusal = async (body: { takeByDate: string; scheduleByDate?: string }) =>
      (await desk.recruiter.call('extendInvitation', { params, body })).error?.issues?.[0]
    expect(await refusal({ takeByDate: on(-1) })).toMatchObject({
      path: 'body.takeByDate',
      reason: expect.stringMatching(/has passed; choose a day from/),
    })
    expect(await refusal({ takeByDate: on(200) })).toMatchObject({ path: 'body.takeByDate' })
    expect(await refusal({ takeByDate: on(5), scheduleByDate: on(6) })).toMatchObject({
      path: 'body.scheduleByDate',
    })
    server.clock.advance(20 * dayMs)
    expect((await candidate.must('getInvitation', { params })).start).toBe('expired')
    await desk.recruiter.must('extendInvitation', { params, body: { takeByDate: on(30) } })
    expect((await candidate.must('getInvitation', { params })).start).toBe('ready')
  })
})

describe('dates of a single invitation', () => {
  it('are shown to the candidate, and refused with the days that are possible', async ({ server }) => {
    const recruiter = await server.staff('recruiter')
    const visitor = server.visitor()
    const dayOf = async (days: number) =>
      new Date((await server.clock.now()).getTime() + days * dayMs).toISOString().slice(0, 10)
    const body = {
      positionId: await server.position(),
      exerciseId: goExercise,
      candidateName: 'Single Person',
      candidateEmail: `${crypto.randomUUID()}@candidate.example`,
      expiresInDays: 10,
    }
    const invite = async (days: number) =>
      recruiter.call('createInvitation', { body: { ...body, scheduleByDate: await dayOf(days) } })
    for (const days of [-1, 11])
      expect(await invite(days)).toMatchObject({
        status: 400,
        body: { error: { issues: [{ path: 'body.scheduleByDate' }] } },
      })
    const { link, invitationId } = await recruiter.must('createInvitation', {
      body: { ...body, scheduleByDate: await dayOf(10) },
    })
    await visitor.must('exchangeInvitationLink', { body: { token: new URL(link).hash.slice(1) } })
    const shown = await visitor.must('getInvitation', { params: { invitationId } })
    // The last day itself ends when the invitation does.
    expect(shown.scheduleBy).toBe(shown.expiresAt)
  })
})

describe('no, thank you', () => {
  it('ends reminders and the appointment, tells the recruiter, and can be taken back', async ({
    server,
    box,
    desk,
  }) => {
    const { params, candidate, candidateEmail } = await desk.invite()
    const now = await server.deps.clock.now()
    const local = localOf(new Date(now.getTime() + 3 * dayMs))
    await candidate.must('setAppointment', { params, body: { local, zone: 'UTC' } })
    await candidate.must('declineInvitation', { params, body: { reason: 'I took another offer.' } })
    await candidate.must('declineInvitation', { params, body: {} })
    expect(await desk.row(params.invitationId)).toMatchObject({
      state: 'declined',
      declineReason: 'I took another offer.',
    })
    const told = await box.mail(/^Lin Okafor does not want to take part/)
    expect(told.text).not.toContain('another offer')
    expect((await box.mail(/^No longer needed/, candidateEmail)).text).toContain('You said "no, thank you"')
    const started = await candidate.call('startAttempt', { params, body: {} })
    expect(started).toMatchObject({ status: 409, error: { code: 'invitation_declined' } })

    server.clock.advance(3 * dayMs)
    await sweepMails(server.deps)
    await desk.recruiter.must('reopenInvitation', { params })
    expect(await desk.row(params.invitationId)).toMatchObject({ state: 'scheduled', declineReason: null })
    expect(
      box.mails.filter(
        ({ to, source }) => to.includes(candidateEmail) && /^Subject: Reminder/im.test(source),
      ),
    ).toEqual([])
    await candidate.must('startAttempt', { params, body: {} })
    const late = await candidate.call('declineInvitation', { params, body: {} })
    expect(late).toMatchObject({ error: { code: 'already_started' } })
  })

  it('is said by the candidate alone', async ({ desk }) => {
    const [one, other] = [await desk.invite(), await desk.invite()]
    expect((await other.candidate.call('declineInvitation', { params: one.params, body: {} })).status).toBe(
      404,
    )
  })

  it('who said it hears nothing of an invitation that ran out, nor of a new title', async ({
    server,
    desk,
  }) => {
    const { params, candidate } = await desk.invite()
    const appointment = {
      local: localOf(new Date((await server.deps.clock.now()).getTime() + 5 * dayMs)),
      zone: 'UTC',
    }
    await candidate.must('setAppointment', { params, body: appointment })
    await candidate.must('declineInvitation', { params, body: {} })
    const { position_id: positionId } = await server.deps.db
      .selectFrom('invitations')
      .select('position_id')
      .where('id', '=', params.invitationId)
      .executeTakeFirstOrThrow()
    await server.deps.db
      .updateTable('positions')
      .set({ title: randomUUID() })
      .where('id', '=', positionId)
      .execute()
    await sweepAppointments(server.deps)
    server.clock.advance(40 * dayMs)
    await sweepAppointments(server.deps)
    const told = await server.deps.db
      .selectFrom('audit')
      .select('action')
      .where('subject', '=', `invitation:${params.invitationId}`)
      .where('action', 'in', ['calendar-entry-renewed', 'invitation-expired'])
      .execute()
    expect(told).toEqual([])
  })
})
