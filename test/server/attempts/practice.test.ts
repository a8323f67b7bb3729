import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sweepDeadlines } from '../../../server/submissions/sweep-deadlines.ts'
import {
  startTestServer,
  typescriptExercise,
  goExercise,
  type TestServer,
} from '../../support/server/test-server.ts'
import { eventually } from '../../support/eventually.ts'
import { startTestWorker } from '../../support/worker/test-worker.ts'

let server: TestServer
let worker: { stop(): Promise<void> }
beforeAll(async () => {
  server = await startTestServer()
  worker = await startTestWorker(server)
}, 120_000)
afterAll(async () => {
  await worker.stop()
  await server.stop()
})

async function practise(exerciseId = goExercise) {
  const candidate = await server.candidate({ exerciseId })
  const params = { invitationId: candidate.invitationId }
  const { attemptId } = await candidate.visitor.must('startPractice', { params })
  return { ...candidate, attemptId, params: { attemptId } }
}

describe('a practice', () => {
  it.each([goExercise, typescriptExercise])(
    'runs in the real sandbox of %s: one test fails at first, and passes once it is mended',
    { timeout: 120_000 },
    async (exerciseId) => {
      const { visitor, params } = await practise(exerciseId)
      const verdictOf = async () => {
        const { runId } = await visitor.must('createRun', { params })
        return eventually(
          async () => (await visitor.must('getRun', { params: { ...params, runId } })).result,
          60_000,
        )
      }
      const first = await verdictOf()
      expect(first.verdict).toBe('failed')
      expect(first.tests.map((test) => test.status).sort()).toEqual(['failed', 'passed'])
      const { files } = await visitor.must('getWorkspace', { params })
      const hello = files.find(({ path }) => /hello\.(go|ts)$/.test(path) && !path.includes('test'))!
      const mended = hello.content
        .replace('return "Hello', 'if name == "" {\n\t\tname = "world"\n\t}\n\treturn "Hello')
        .replace('${name}', "${name || 'world'}")
      expect(mended).not.toBe(hello.content)
      const changes = [{ kind: 'write' as const, path: hello.path, content: mended }]
      await visitor.must('saveWorkspace', { params, body: { clientId: randomUUID(), seq: 1, changes } })
      expect((await verdictOf()).verdict).toBe('passed')
    },
  )

  it('does not start the clock, is on nobody’s list, and is never submitted', async () => {
    const { visitor, invitationId, params } = await practise()
    const recruiter = await server.staff('recruiter')
    const { invitations } = await recruiter.must('listInvitations')
    const shown = invitations.filter((row) => row.exercise?.title === 'Practice')
    expect(shown).toEqual([])
    expect(invitations.find((row) => row.id === invitationId)).toMatchObject({ startedAt: null })
    expect((await recruiter.must('listExercises')).exercises.map((one) => one.title)).not.toContain(
      'Practice',
    )
    expect(await visitor.must('getInvitation', { params: { invitationId } })).toMatchObject({
      start: 'ready',
      attempt: null,
    })
    expect((await visitor.call('submitAttempt', { params })).error?.code).toBe('practice_only')
    server.clock.advance(30 * 24 * 3_600_000)
    await sweepDeadlines(server.deps)
    const submissions = await server.deps.db
      .selectFrom('submissions')
      .select('id')
      .where('attempt_id', '=', params.attemptId)
      .execute()
    expect(submissions).toEqual([])
  })

  it('is the same one whenever one comes back, also with another browser, and days later', async () => {
    const { visitor, invitationId, attemptId, link } = await practise()
    const changes = [{ kind: 'write' as const, path: 'mine.txt', content: 'x' }]
    const body = { clientId: randomUUID(), seq: 1, changes }
    await visitor.must('saveWorkspace', { params: { attemptId }, body })
    server.clock.advance(8 * 24 * 3_600_000)
    const other = server.visitor()
    await other.must('exchangeInvitationLink', { body: { token: new URL(link).hash.slice(1) } })
    const again = await other.must('startPractice', { params: { invitationId } })
    expect(again).toEqual({ attemptId })
    const { files } = await other.must('getWorkspace', { params: { attemptId } })
    expect(files.map(({ path }) => path)).toContain('mine.txt')
    expect((await other.must('getAttempt', { params: { attemptId } })).clock.state).toBe('running')
  })

  it('ends when the exercise has started, and the exercise is untouched by it', async () => {
    const { visitor, invitationId, attemptId } = await practise()
    const started = await visitor.must('startAttempt', { params: { invitationId }, body: {} })
    expect(started.attemptId).not.toBe(attemptId)
    expect((await visitor.call('startPractice', { params: { invitationId } })).error?.code).toBe(
      'already_started',
    )
    const { clock, practice } = await visitor.must('getAttempt', { params: started })
    expect(practice).toBe(false)
    expect(clock.remainingMs).toBe(2 * 3_600_000)
    // Nor is it a second place to run things while the exercise is under way, or after it.
    server.clock.advance(1_000)
    const runs = () => visitor.call('createRun', { params: { attemptId } })
    expect((await runs()).error).toMatchObject({
      code: 'too_late',
      message: expect.stringMatching(/practice/),
    })
    server.clock.advance(3 * 3_600_000)
    expect((await runs()).error?.code).toBe('too_late')
  })

  it('is nobody else’s', async () => {
    const { attemptId, invitationId } = await practise()
    const { visitor: stranger } = await server.candidate()
    expect((await stranger.call('getWorkspace', { params: { attemptId } })).status).toBe(404)
    expect((await stranger.call('startPractice', { params: { invitationId } })).status).toBe(404)
  })
})

it('has the compiler settings of the exercises, so that what compiles in it compiles there', async () => {
  const { visitor, params } = await practise(typescriptExercise)
  const { files } = await visitor.must('getWorkspace', { params })
  const own = files.find(({ path }) => path === 'tsconfig.json')?.content
  for (const starter of ['typescript-seed-lab/starter', '_template/starter/typescript'])
    expect(own).toBe(await readFile(join('exercises', starter, 'tsconfig.json'), 'utf8'))
  expect(files.map(({ path }) => path)).toContain('.gitignore')
})

describe('what a candidate found when they checked their computer', () => {
  it('is on the board for whoever helps, the newest alone, and nobody else can tell it', async () => {
    const { visitor, invitationId } = await server.candidate()
    const params = { invitationId }
    const recruiter = await server.staff('recruiter')
    const onBoard = async () =>
      (await recruiter.must('listInvitations')).invitations.find(({ id }) => id === invitationId)?.setupCheck
    expect(await onBoard()).toBe(null)
    await visitor.must('reportSetupCheck', { params, body: { storage: 'warn', run: 'fail' } })
    await visitor.must('reportSetupCheck', { params, body: { storage: 'ok', run: 'ok', git: 'ok' } })
    expect(await onBoard()).toEqual({
      checkedAt: server.clock.current.toISOString(),
      checks: { storage: 'ok', run: 'ok', git: 'ok' },
    })
    const other = await server.candidate()
    expect((await other.visitor.call('reportSetupCheck', { params, body: {} })).status).toBe(404)
    const odd = await visitor.call('reportSetupCheck', { params, body: { kettle: 'ok' } as object })
    expect(odd.status).toBe(400)
  })
})
