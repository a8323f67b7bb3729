import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { factorOfKind } from '#contracts/api/invitations/appointments.ts'
import { noMail } from '../../../server/config.ts'
import type { Visitor } from '../../support/server/call.ts'
import { openPostBox, type PostBox } from '../../support/server/post-box.ts'
import { goExercise, startTestServer, type TestServer } from '../../support/server/test-server.ts'

let box: PostBox
let server: TestServer
let recruiter: Visitor & { staffId: string }
beforeAll(async () => {
  box = await openPostBox()
  server = await startTestServer({ mail: { ...noMail, kind: 'smtp', smtpUrl: box.url } })
  recruiter = await server.staff('recruiter')
})
afterAll(async () => {
  await server.stop()
  await box.stop()
})

const hourMs = 3_600_000
let people = 0
async function invited() {
  people += 1
  const candidateEmail = `asks-${people}@candidate.example`
  const positionId = await server.position()
  const { invitationId, link } = await recruiter.must('createInvitation', {
    body: { positionId, exerciseId: goExercise, candidateName: 'Ana Díaz', candidateEmail },
  })
  const visitor = server.visitor()
  await visitor.must('exchangeInvitationLink', { body: { token: new URL(link).hash.slice(1) } })
  return { visitor, params: { invitationId }, candidateEmail }
}
const asks = async (id: string) =>
  (await recruiter.must('listInvitations')).invitations.find((row) => row.id === id)!.asksForAccommodation

describe('a request for more time', () => {
  it('goes to the recruiter alone, is agreed to, and counts at the start', async () => {
    const { visitor, params, candidateEmail } = await invited()
    const body = { kind: 'half', words: 'I read slowly' } as const
    const asked = await visitor.must('askForAccommodation', { params, body })
    expect(asked).toMatchObject({ kind: 'half', words: 'I read slowly', answer: null })
    expect(await asks(params.invitationId)).toBe(true)
    const toRecruiter = await box.mail(/asks for another arrangement$/)
    expect(toRecruiter.to[0]).toMatch(/@staff\.example$/)
    expect(toRecruiter.text).not.toContain('slowly')
    expect((await visitor.call('askForAccommodation', { params, body })).status).toBe(409)

    const answer = { granted: true, factor: 1.5, words: 'Gladly.' }
    const answerParams = { ...params, accommodationId: asked.id }
    await recruiter.must('answerAccommodation', { params: answerParams, body: answer })
    expect((await recruiter.call('answerAccommodation', { params: answerParams, body: answer })).status).toBe(
      409,
    )
    expect(await asks(params.invitationId)).toBe(false)
    const toCandidate = await box.mail(/agreed$/, candidateEmail)
    expect(toCandidate.text).toContain('3 hours')
    expect(toCandidate.text).toContain('Gladly.')
    expect(await visitor.must('listOwnAccommodations', { params })).toMatchObject({
      accommodations: [{ answer: { granted: true, words: 'Gladly.' } }],
    })
    expect((await visitor.must('getInvitation', { params })).durationMs).toBe(3 * hourMs)
    const { attemptId } = await visitor.must('startAttempt', { params, body: {} })
    expect((await visitor.must('getClock', { params: { attemptId } })).remainingMs).toBe(3 * hourMs)
  })

  it('made during the exercise moves the deadline that is running, and is never made shorter', async () => {
    const { visitor, params, candidateEmail } = await invited()
    const { attemptId } = await visitor.must('startAttempt', { params, body: {} })
    const ask = () => visitor.must('askForAccommodation', { params, body: { kind: 'quarter' } })
    const answer = (accommodationId: string, body: { granted: boolean; factor?: number; words?: string }) =>
      recruiter.call('answerAccommodation', { params: { ...params, accommodationId }, body })
    await answer((await ask()).id, { granted: true, factor: 1.25 })
    const remaining = async () => (await visitor.must('getClock', { params: { attemptId } })).remainingMs
    expect(await remaining()).toBe(2.5 * hourMs)
    const told = (await box.mail(/agreed$/, candidateEmail)).text
    expect(told).toContain('The clock on your page shows the time that you have.')
    expect(told).not.toMatch(/You have .*hours/)
    server.clock.advance(1_000)
    const second = await ask()
    expect(await answer(second.id, { granted: true, factor: 1 })).toMatchObject({ status: 400 })
    expect(await remaining()).toBe(2.5 * hourMs - 1_000)
    expect((await recruiter.must('listAccommodations', { params })).accommodations[0]).toMatchObject({
      answer: null,
    })
  })

  it('of breaks is one of its own, and its time is added beforehand', async () => {
    const { visitor, params, candidateEmail } = await invited()
    const { id } = await visitor.must('askForAccommodation', { params, body: { kind: 'breaks' } })
    await recruiter.must('answerAccommodation', {
      params: { ...params, accommodationId: id },
      body: { granted: true, factor: factorOfKind.breaks },
    })
    const told = (await box.mail(/agreed$/, candidateEmail)).text
    expect(told).toContain('breaks, with their time added')
    expect(told).toContain('2 hours 30 minutes')
    expect((await visitor.must('getInvitation', { params })).durationMs).toBe(2.5 * hourMs)
  })

  it('is declined with words, never without', async () => {
    const { visitor, params, candidateEmail } = await invited()
    expect((await visitor.call('askForAccommodation', { params, body: { kind: 'other' } })).status).toBe(400)
    const body = { kind: 'other', words: 'a machine with a braille line' } as const
    const { id } = await visitor.must('askForAccommodation', { params, body })
    const answerParams = { ...params, accommodationId: id }
    expect(
      (await recruiter.call('answerAccommodation', { params: answerParams, body: { granted: false } }))
        .status,
    ).toBe(400)
    const words = 'We have none, but you may use your own.'
    await recruiter.must('answerAccommodation', { params: answerParams, body: { granted: false, words } })
    expect((await box.mail(/an answer$/, candidateEmail)).text).toContain(words)
    expect((await visitor.must('getInvitation', { params })).durationMs).toBe(2 * hourMs)
  })

  it('is nowhere for reviewers, and leaves no words in the record', async () => {
    const { visitor, params } = await invited()
    const { id } = await visitor.must('askForAccommodation', {
      params,
      body: { kind: 'double', words: 'my eyesight' },
    })
    const reviewer = await server.staff('reviewer', 'author')
    expect((await reviewer.call('listAccommodations', { params })).status).toBe(403)
    const { attemptId } = await visitor.must('startAttempt', { params, body: {} })
    await recruiter.must('answerAccommodation', {
      params: { ...params, accommodationId: id },
      body: { granted: true, factor: 2 },
    })
    await visitor.must('submitAttempt', { params: { attemptId } })
    expect(JSON.stringify(await reviewer.must('listSubmissions'))).not.toMatch(/eyesight|accommodation/i)
    const audit = await server.deps.db.selectFrom('audit').select('detail').execute()
    expect(JSON.stringify(audit)).not.toContain('eyesight')
  })
})
