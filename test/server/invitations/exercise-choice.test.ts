import { randomUUID } from 'node:crypto'
import ICAL from 'ical.js'
import { describe, expect } from 'vitest'
import { settleExercise } from '../../../server/invitations/exercise-choice/settle-exercise.ts'
import { sweepAppointments } from '../../../server/invitations/appointments/sweep-appointments.ts'
import { itWithMail } from '../../support/fixtures.ts'
import { calendarOf } from '../../support/server/post-box.ts'
import { goExercise, typescriptExercise } from '../../support/server/test-server.ts'

const it = itWithMail().extend('invite', async ({ server }) => {
  const recruiter = await server.staff('recruiter')
  return async (more: object = {}, exerciseIds = [goExercise, typescriptExercise]) => {
    const positionId = await server.position({ exerciseIds })
    const candidateEmail = `${randomUUID()}@candidate.example`
    const body = { positionId, candidateName: 'Lin Okafor', candidateEmail, ...more }
    const { invitationId, link, warnings } = await recruiter.must('createInvitation', { body })
    const candidate = server.visitor()
    await candidate.must('exchangeInvitationLink', { body: { token: new URL(link).hash.slice(1) } })
    const params = { invitationId }
    const view = () => candidate.must('getInvitation', { params })
    const choose = (exerciseId: string) => candidate.call('chooseExercise', { params, body: { exerciseId } })
    const start = () => candidate.call('startAttempt', { params, body: {} })
    return { recruiter, candidate, candidateEmail, params, view, choose, start, warnings, positionId }
  }
})

describe('what somebody is invited to', () => {
  const pins = ['a', 'b'].map((exerciseId) => ({
    exerciseId,
    versionId: `v-${exerciseId}`,
    version: '1.0.0',
  }))

  it('the one that is named, the only one there is, or a choice', () => {
    expect(settleExercise({ allowed: ['a', 'b'], pins }, 'b')).toMatchObject({ exerciseVersionId: 'v-b' })
    expect(settleExercise({ allowed: ['a', 'b'], pins }, null)).toEqual({
      exerciseId: null,
      exerciseVersionId: null,
      options: pins,
    })
    expect(settleExercise({ allowed: ['a'], pins }, null)).toMatchObject({ exerciseId: 'a' })
    // One of two is not loaded, so there is nothing to choose.
    expect(settleExercise({ allowed: ['a', 'c'], pins }, null)).toMatchObject({ exerciseId: 'a' })
  })

  it('nothing that the position does not allow, or that is not loaded', () => {
    expect(settleExercise({ allowed: ['a'], pins }, 'b')).toHaveProperty('refusal')
    expect(settleExercise({ allowed: ['c'], pins }, 'c')).toHaveProperty('refusal')
    expect(settleExercise({ allowed: ['c'], pins }, null)).toHaveProperty('refusal')
  })
})

describe('the candidate chooses the exercise', () => {
  it('sees all, may change until the start, and is held to it from then on', async ({ invite }) => {
    const { view, choose, start, candidate, params, recruiter } = await invite()
    expect(await view()).toMatchObject({ exerciseId: null, mayChoose: true })
    expect((await view()).exercises.map(({ language }) => language)).toEqual(['go', 'typescript'])
    expect(await start()).toMatchObject({ status: 409, error: { code: 'exercise_unchosen' } })
    expect(await candidate.call('startPractice', { params })).toMatchObject({
      error: { code: 'exercise_unchosen' },
    })
    expect(await choose('ledger')).toMatchObject({ status: 400, error: { code: 'bad_request' } })
    expect((await choose(goExercise)).status).toBe(200)
    expect((await choose(typescriptExercise)).status).toBe(200)
    expect((await choose(typescriptExercise)).status).toBe(200)
    const onBoard = async () =>
      (await recruiter.must('listInvitations')).invitations.find(({ id }) => id === params.invitationId)
    expect((await onBoard())?.exercise?.language).toBe('typescript')
    expect((await start()).status).toBe(201)
    expect(await choose(goExercise)).toMatchObject({ status: 409, error: { code: 'exercise_held' } })
    expect((await choose(typescriptExercise)).status).toBe(200)
    const after = await view()
    expect(after).toMatchObject({ exerciseId: typescriptExercise, mayChoose: false })
    expect(after.exercises).toHaveLength(1)
    const { entries } = await recruiter.must('getCandidateTimeline', { params })
    expect(entries.filter(({ action }) => action === 'exercise-chosen')).toHaveLength(2)
  })

  it('of a start and a change at the same moment one comes first, and what is worked on is what is shown', async ({
    invite,
  }) => {
    const { view, choose, start } = await invite()
    await choose(goExercise)
    const [started, changed] = await Promise.all([start(), choose(typescriptExercise)])
    expect(started.status).toBe(201)
    expect([200, 409]).toContain(changed.status)
    expect((await view()).exerciseId).toBe(changed.status === 200 ? typescriptExercise : goExercise)
  })

  it('not where the recruiter named one, where only one is allowed, or where the invitation is closed', async ({
    invite,
  }) => {
    const fixed = await invite({ exerciseId: goExercise })
    expect((await fixed.view()).mayChoose).toBe(false)
    expect(await fixed.choose(typescriptExercise)).toMatchObject({ error: { code: 'exercise_fixed' } })
    const only = await invite({}, [goExercise])
    expect(await only.view()).toMatchObject({ exerciseId: goExercise, mayChoose: false })
    const declined = await invite()
    await declined.candidate.must('declineInvitation', { params: declined.params, body: {} })
    expect(await declined.choose(goExercise)).toMatchObject({ error: { code: 'invitation_declined' } })
    const other = await invite()
    const foreign = await other.candidate.call('chooseExercise', {
      params: declined.params,
      body: { exerciseId: goExercise },
    })
    expect(foreign.status).toBe(404)
  })

  it('practises in the language of the choice, and finds each practice again', async ({ invite }) => {
    const { choose, candidate, params } = await invite()
    const practise = async () => {
      const { attemptId } = await candidate.must('startPractice', { params })
      const { exercise } = await candidate.must('getAttempt', { params: { attemptId } })
      return { attemptId, language: exercise.language }
    }
    await choose(goExercise)
    const inGo = await practise()
    await choose(typescriptExercise)
    const inTypescript = await practise()
    await choose(goExercise)
    expect(await practise()).toEqual(inGo)
    expect([inGo.language, inTypescript.language]).toEqual(['go', 'typescript'])
  })
})

describe('mails and calendar follow the choice', () => {
  it('the invitation names all; the entry is renamed once one is taken', async ({ server, box, invite }) => {
    const soon = new Date((await server.deps.clock.now()).getTime() + 3 * 24 * 3_600_000)
    const appointment = { local: soon.toISOString().slice(0, 16), zone: 'UTC' }
    const { choose, candidateEmail } = await invite({ appointment })
    const invitation = await box.mail(/^Your coding exercise for/, candidateEmail)
    expect(invitation.text).toMatch(/"[^"]+" or "[^"]+", as you choose by your link/)
    const entryOf = (text: string) => {
      const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent')!
      return {
        summary: event.getFirstPropertyValue('summary'),
        sequence: event.getFirstPropertyValue('sequence'),
      }
    }
    const first = entryOf(calendarOf(invitation))
    expect(first.summary).toMatch(/^Coding exercise for/)
    await choose(goExercise)
    await sweepAppointments(server.deps)
    const second = entryOf(calendarOf(await box.mail(/^Your appointment/, candidateEmail)))
    expect(second.summary).toMatch(/: coding exercise for/)
    expect(Number(second.sequence)).toBeGreaterThan(Number(first.sequence))
  })

  it('a list leaves the choice to those whose row names none', async ({ server, invite }) => {
    const { recruiter, positionId } = await invite()
    const text = 'name,email,language\nAda,ada@list.example,\nBob,bob@list.example,go\n'
    const { id } = await recruiter.must('createInvitationImport', {
      body: { positionId, exerciseId: null, source: { kind: 'text', text } },
    })
    const params = { importId: id }
    const { rows } = await recruiter.must('listImportRows', { params })
    expect(rows.map(({ status, exerciseTitle }) => [status, exerciseTitle === null])).toEqual([
      ['new', true],
      ['new', false],
    ])
    await recruiter.must('confirmImport', { params, body: { round: 0, ticked: 2 } })
    await expect
      .poll(async () => (await recruiter.must('getInvitationImport', { params })).invited, {
        timeout: 20_000,
      })
      .toBe(2)
    const made = await server.deps.db
      .selectFrom('invitations')
      .select(['exercise_by', 'exercise_version_id'])
      .where('position_id', '=', positionId)
      .where('candidate_name', 'in', ['Ada', 'Bob'])
      .orderBy('candidate_name')
      .execute()
    expect(made).toMatchObject([
      { exercise_by: 'candidate', exercise_version_id: null },
      { exercise_by: 'recruiter', exercise_version_id: expect.any(String) },
    ])
  })
})
