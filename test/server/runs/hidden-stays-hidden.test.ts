import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Visitor } from '../../support/server/call.ts'
import { eventually } from '../../support/eventually.ts'
import {
  openExercisesFolder,
  smallCheckIds,
  type ExercisesFolder,
} from '../../support/worker/small-exercise.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'
import { startTestWorker } from '../../support/worker/test-worker.ts'
import { replaceFiles, storedGrading } from './graded-attempt.ts'
import { listenIn, readableRoutes, readClone, readEverything } from './heard.ts'
import { decoy, huntingProgram, type HuntedLanguage } from './hunting-programs.ts'

const unique = randomBytes(8).toString('hex')
/** In the files of the checks and in what they say; the hunters look for its beginning. */
const canary = `FAIRTIME-CANARY-${unique}`
/** What a hidden check asks the program, which is free to print it. */
const asked = `asked-${unique}`
const hidden = { id: `unseen-${unique}`, title: `Unseen ${unique}` }
const checkIds = smallCheckIds.map((id) => (id === 'unknown-guest' ? hidden.id : id))

const probes = {
  'secrets.ts': `export const secret = '${canary}'\n`,
  'checks.ts': `// ${canary}
import { secret } from './secrets.ts'
export const checks = ${JSON.stringify(checkIds)}.map((id, index) => ({
  id, title: id === '${hidden.id}' ? '${hidden.title}' : id, expected: secret, capMs: 60_000, capReason: 'A hunt takes its time.',
  async run({ candidate }) {
    if (index > 1) return secret
    const call = { method: 'POST', path: '/${asked}', body: '${asked}', timeoutMs: 60_000 }
    return secret + ' ' + (await candidate.send(call)).status
  },
}))
`,
}
/** The limits are for a slow machine: a hunt reads all of the image. */
const manifest = (text: string) =>
  text
    .replace('unknown-guest', hidden.id)
    .replace('Says so when a guest is unknown', hidden.title)
    .replace('wallMs: 60000', 'wallMs: 300000')
    .replace('wallMs: 150000', 'wallMs: 300000')

const idOf = (language: HuntedLanguage) => `hunted-${language}`
let exercises: ExercisesFolder
let server: TestServer
let worker: { stop(): Promise<void> }
beforeAll(async () => {
  exercises = await openExercisesFolder()
  for (const language of ['go', 'typescript'] as const)
    await exercises.add({ id: idOf(language), language, probes, manifest })
  server = await startTestServer({ exercisesDir: exercises.path })
  worker = await startTestWorker(server)
})
afterAll(async () => {
  await worker.stop()
  await server.stop()
  await exercises[Symbol.asyncDispose]()
})

/** With an appointment there is a calendar file to be read, too. */
async function startAttemptWithAppointment(exerciseId: string) {
  const positionId = await server.position({ exerciseIds: [exerciseId] })
  const { visitor, invitationId } = await server.candidate({ exerciseId, positionId })
  const params = { invitationId }
  const tomorrow = new Date(server.clock.current.getTime() + 24 * 3_600_000)
  await visitor.must('setAppointment', {
    params,
    body: { local: tomorrow.toISOString().slice(0, 16), zone: 'UTC' },
  })
  const { attemptId } = await visitor.must('startAttempt', { params, body: { startEarly: true } })
  return { visitor, attemptId, invitationId }
}

async function runVisibly(visitor: Visitor, attemptId: string) {
  const { runId } = await visitor.must('createRun', { params: { attemptId } })
  const params = { attemptId, runId }
  const result = await eventually(async () => (await visitor.must('getRun', { params })).result, 240_000)
  return { runId, result }
}

/** Two pages change one file without knowing of each other, so that there is a version kept apart to be read. */
async function keepConflictCopy(visitor: Visitor, attemptId: string): Promise<string> {
  const params = { attemptId }
  for (const content of ['from here', 'from there']) {
    const changes = [{ kind: 'write' as const, path: 'both.txt', content }]
    await visitor.must('saveWorkspace', {
      params,
      body: { clientId: randomUUID(), seq: 1, baseRevision: 1, changes },
    })
  }
  return (await visitor.must('listConflictCopies', { params })).conflicts[0]?.id ?? ''
}

describe('hidden checks', () => {
  it.each(['go', 'typescript'] as const)(
    'stay hidden from a program in %s that looks everywhere, and from all that its candidate can read',
    async (language) => {
      const exerciseId = idOf(language)
      const { visitor, attemptId, invitationId } = await startAttemptWithAppointment(exerciseId)
      const heard = await listenIn(visitor, attemptId)
      await replaceFiles(visitor, attemptId, await huntingProgram(language))
      const copyId = await keepConflictCopy(visitor, attemptId)

      const visible = await runVisibly(visitor, attemptId)
      expect(visible.result.output).toContain(`${decoy}-in-a-file`)
      const ids = {
        attemptId: [attemptId],
        invitationId: [invitationId],
        copyId: [copyId],
        revision: ['0', '1', '2'],
      }
      const answered = await readEverything(visitor, { ...ids, runId: [visible.runId] })
      heard.said.push({ from: 'clone', text: await readClone(visitor, attemptId) })

      await visitor.must('submitAttempt', { params: { attemptId } })
      const { runId, result } = await storedGrading(server, attemptId)
      // The hunt worked, the checks were made, and their words are in what reviewers read.
      expect(result.output).toContain(`${decoy}-in-a-file`)
      if (language === 'go') expect(result.output).toContain(`${decoy}-in-the-binary`)
      expect(result.output).toContain(asked)
      expect(JSON.stringify(result.evidence)).toContain(canary)
      expect(result.evidence.map((card) => card.checkId)).toEqual(checkIds)

      const after = await readEverything(visitor, { ...ids, runId: [visible.runId, runId] })
      expect([...new Set([...answered, ...after])].sort()).toEqual(readableRoutes.toSorted())
      heard.stop()

      // Whoever listens hears what the candidate wrote, wherever it is shown; nothing hidden is in any of it.
      expect(heard.from(decoy)).toEqual(
        expect.arrayContaining([
          'clone',
          'event run-live',
          `inside /api/attempts/${attemptId}/zip`,
          `inside /api/invitations/${invitationId}/export`,
        ]),
      )
      expect(result.output).not.toContain(canary)
      expect(heard.from(canary, asked, hidden.id, hidden.title)).toEqual([])
    },
    600_000,
  )
})
