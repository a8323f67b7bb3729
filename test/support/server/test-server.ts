import { randomBytes, randomUUID } from 'node:crypto'
import { pino } from 'pino'
import type { StaffRole } from '#contracts/route.ts'
import { configFor, type ServerConfig } from '../../../server/config.ts'
import { startServer, type RunningServer } from '../../../server/start-server.ts'
import { Visitor } from './call.ts'
import { fakeClock, type FakeClock } from './fake-clock.ts'
import { freePort } from './free-port.ts'
import { testSettings } from '../run/settings.ts'
import { cloneDatabase } from './test-database.ts'

export interface TestServer extends RunningServer {
  url: string
  clock: FakeClock
  config: ServerConfig
  /** Stops the server, lets time pass and starts it anew on the same database and address. */
  restart(options?: { afterMs?: number; meanwhile?: () => Promise<void> }): Promise<void>
  visitor(): Visitor
  staff(...roles: StaffRole[]): Promise<Visitor & { staffId: string }>
  position(options?: { exerciseIds?: string[]; reviewerIds?: string[] }): Promise<string>
  /** An invited candidate who has opened their link. */
  candidate(options?: CandidateOptions): Promise<{ visitor: Visitor; invitationId: string; link: string }>
  /** The same, started. */
  attempt(options?: CandidateOptions): Promise<{ visitor: Visitor; attemptId: string; invitationId: string }>
}

interface CandidateOptions {
  exerciseId?: string
  positionId?: string
  extraTimeFactor?: number
}

export const goExercise = 'go-harbour-board'
export const typescriptExercise = 'typescript-seed-lab'

export interface TestServerOptions extends Partial<ServerConfig> {
  /** `database` for tests of what takes real time; otherwise time stands still until the test moves it. */
  time?: 'fake' | 'database'
}

export async function startTestServer({
  time = 'fake',
  ...overrides
}: TestServerOptions = {}): Promise<TestServer> {
  const settings = testSettings()
  const database = await cloneDatabase()
  const clock = fakeClock()
  const config = configFor({
    databaseUrl: database.url,
    redisUrl: settings.redisUrl,
    port: await freePort(),
    workerToken: randomBytes(24).toString('hex'),
    authSecret: randomBytes(32).toString('hex'),
    queuePrefix: `test-${randomBytes(5).toString('hex')}`,
    exercisesDir: 'exercises',
    clientDir: 'client/dist',
    logLevel: 'silent',
    ...overrides,
  })
  const log = pino({ level: config.logLevel })
  const start = () => startServer({ config, log, ...(time === 'fake' ? { clock } : {}) })
  let server = await start()
  const url = server.deps.publicUrl
  const visitor = () => new Visitor(url)
  let recruiter: Visitor | null = null

  const test: TestServer = {
    deps: server.deps,
    clock,
    config,
    url,
    visitor,
    async restart({ afterMs = 0, meanwhile } = {}) {
      await server.stop()
      clock.advance(afterMs)
      await meanwhile?.()
      server = await start()
      test.deps = server.deps
    },
    async staff(...roles) {
      const email = `${randomUUID()}@staff.example`
      const staffId = await test.deps.auth.createMember({ name: `Staff ${roles.join('+')}`, email, roles })
      const person = visitor()
      person.addCookies(await test.deps.auth.startSession(staffId))
      return Object.assign(person, { staffId })
    },
    async position({ exerciseIds = [goExercise, typescriptExercise], reviewerIds = [] } = {}) {
      const { id } = await test.deps.db
        .insertInto('positions')
        .values({
          title: `Position ${randomUUID()}`,
          summary: 'For a test',
          exercise_ids: exerciseIds,
          focus_attributes: JSON.stringify([
            { id: 'craft', title: 'Craft' },
            { id: 'communication', title: 'Communication' },
          ]),
          created_at: await test.deps.clock.now(),
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      for (const staff_id of reviewerIds) {
        await test.deps.db.insertInto('position_reviewers').values({ position_id: id, staff_id }).execute()
      }
      return id
    },
    async candidate({ exerciseId = goExercise, positionId, extraTimeFactor = 1 } = {}) {
      recruiter ??= await test.staff('recruiter')
      const { invitationId, link } = await recruiter.must('createInvitation', {
        body: {
          positionId: positionId ?? (await test.position()),
          exerciseId,
          candidateName: 'Zarah Quillfeather',
          candidateEmail: `${randomUUID()}@candidate.example`,
          extraTimeFactor,
        },
      })
      const person = visitor()
      await person.must('exchangeInvitationLink', { body: { token: new URL(link).hash.slice(1) } })
      return { visitor: person, invitationId, link }
    },
    async attempt(options) {
      const { visitor: person, invitationId } = await test.candidate(options)
      const { attemptId } = await person.must('startAttempt', { params: { invitationId }, body: {} })
      return { visitor: person, attemptId, invitationId }
    },
    async stop() {
      await server.stop()
      await database.drop()
    },
  }
  return test
}
