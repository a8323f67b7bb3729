import { describe, expect } from 'vitest'
import { it } from '../../support/fixtures.ts'
import { goExercise } from '../../support/server/test-server.ts'

const hourMs = 3_600_000

describe('starting', () => {
  it('a double click, a second tab and a reload are one start', async ({ server }) => {
    const { visitor, invitationId } = await server.candidate()
    const start = () => visitor.must('startAttempt', { params: { invitationId }, body: {} })
    const answers = await Promise.all([start(), start(), start()])
    expect(new Set(answers.map((answer) => answer.attemptId)).size).toBe(1)
    server.clock.advance(60_000)
    await start()
    const attempts = await server.deps.db
      .selectFrom('attempts')
      .selectAll()
      .where('invitation_id', '=', invitationId)
      .execute()
    expect(attempts).toHaveLength(1)
  })

  it('no GET and no HEAD starts it, whoever sends it: a mail scanner, a link preview, the candidate', async ({
    server,
  }) => {
    const { visitor, invitationId, link } = await server.candidate()
    const paths = [
      new URL(link).pathname,
      `/invitation/${invitationId}`,
      `/api/invitations/${invitationId}`,
      `/api/invitations/${invitationId}/start`,
      '/api/invitation-links/exchange',
    ]
    for (const who of [visitor, server.visitor()])
      for (const path of paths) for (const method of ['GET', 'HEAD']) await who.fetch(path, { method })
    const attempts = server.deps.db
      .selectFrom('attempts')
      .selectAll()
      .where('invitation_id', '=', invitationId)
    expect(await attempts.execute()).toEqual([])
    await visitor.must('startAttempt', { params: { invitationId }, body: { zone: 'Asia/Kathmandu' } })
    expect(await attempts.execute()).toMatchObject([{ zone: expect.stringMatching(/^Asia\/Kat/) }])
  })

  it('keeps no zone that is none', async ({ server }) => {
    const { visitor, invitationId } = await server.candidate()
    const { attemptId } = await visitor.must('startAttempt', {
      params: { invitationId },
      body: { zone: '<b>' },
    })
    const row = server.deps.db.selectFrom('attempts').select('zone').where('id', '=', attemptId)
    expect(await row.executeTakeFirst()).toEqual({ zone: null })
  })

  it('gives the details, and two hours with whatever extra time was agreed', async ({ server }) => {
    const { visitor, attemptId } = await server.attempt({ extraTimeFactor: 1.5 })
    const attempt = await visitor.must('getAttempt', { params: { attemptId } })
    expect(attempt.clock).toMatchObject({ state: 'running', remainingMs: 3 * hourMs, totalMs: 3 * hourMs })
    expect(attempt.exercise.instructions.length).toBeGreaterThan(200)
    server.clock.advance(hourMs)
    expect((await visitor.must('getClock', { params: { attemptId } })).remainingMs).toBe(2 * hourMs)
  })

  it('before the appointment asks once more', async ({ server }) => {
    const recruiter = await server.staff('recruiter')
    const local = new Date(server.clock.current.getTime() + 24 * hourMs).toISOString().slice(0, 16)
    const { link, invitationId } = await recruiter.must('createInvitation', {
      body: {
        positionId: await server.position(),
        exerciseId: goExercise,
        candidateName: 'Early Bird',
        candidateEmail: 'early@candidate.example',
        appointment: { local, zone: 'UTC' },
      },
    })
    const early = server.visitor()
    await early.must('exchangeInvitationLink', { body: { token: new URL(link).hash.slice(1) } })
    const params = { invitationId }
    expect(await early.call('startAttempt', { params, body: {} })).toMatchObject({
      status: 409,
      error: { code: 'too_early' },
    })
    await early.must('startAttempt', { params, body: { startEarly: true } })
  })

  it('after the invitation expired is refused', async ({ server }) => {
    const { visitor, invitationId } = await server.candidate()
    server.clock.advance(15 * 24 * hourMs)
    const answer = await visitor.call('startAttempt', { params: { invitationId }, body: {} })
    expect(answer).toMatchObject({ status: 409, error: { code: 'invitation_closed' } })
  })

  it('is written into the audit, which nobody can change', async ({ server }) => {
    const { attemptId } = await server.attempt()
    const lines = await server.deps.db
      .selectFrom('audit')
      .selectAll()
      .where('subject', '=', `attempt:${attemptId}`)
      .execute()
    expect(lines).toMatchObject([{ action: 'attempt-started' }])
    await expect(server.deps.db.deleteFrom('audit').execute()).rejects.toThrow('append-only')
    await expect(
      server.deps.db
        .updateTable('audit')
        .set({ action: 'x' } as never)
        .execute(),
    ).rejects.toThrow('append-only')
  })
})
