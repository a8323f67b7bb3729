import type { ChildProcess } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Visitor } from '../support/server/call.ts'
import { eventually } from '../support/eventually.ts'
import { startOwnPostgres, type OwnPostgres } from '../support/server/own-postgres.ts'
import { freePort } from '../support/server/free-port.ts'
import { end, siblingEnvironment, startServerProcess } from '../support/server/processes.ts'
import { testSettings } from '../support/run/settings.ts'
import { startTestServer, type TestServer } from '../support/server/test-server.ts'
import { Typist } from '../support/typist.ts'

const typists = 20
const typingMs = testSettings().isFull ? 600_000 : 12_000
const leastKills = 6
const patient = { timeout: typingMs + 180_000 }

let postgres: OwnPostgres
/** Makes the candidates and looks into the database; what is killed shares nothing with it but that. */
let installation: TestServer
let child: ChildProcess
let url: string
let environment: Record<string, string | undefined>

const startServer = async () => {
  child = (await startServerProcess(environment)).child
}

beforeAll(async () => {
  postgres = await startOwnPostgres()
  installation = await startTestServer({ time: 'database', databaseUrl: postgres.databaseUrl })
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  environment = siblingEnvironment(installation, { PORT: String(port) })
  await startServer()
})
afterAll(async () => {
  await end(child, 'SIGKILL')
  await installation.stop()
  await postgres.stop()
})

/** Processes of the killed one may take a moment to notice that they are alone. */
const startPostgresAgain = () => eventually(() => postgres.start().then(() => true), 60_000)

async function seedTypist(): Promise<Typist> {
  const { visitor, attemptId } = await installation.attempt()
  const person = new Visitor(url)
  person.addCookies(visitor.cookieHeader.split('; '))
  return new Typist({ visitor: person, attemptId })
}

/** Everybody types while `strike` kills again and again, each time once saves are flowing. */
async function typeUnderFire(strike: (kill: number) => Promise<void>) {
  const users = await Promise.all(Array.from({ length: typists }, seedTypist))
  const countSaves = () => users.reduce((sum, one) => sum + one.acknowledged.length, 0)
  let isOver = false
  const typing = Promise.all(users.map((one) => one.typeUntil(() => isOver)))
  const endsAt = performance.now() + typingMs
  let kills = 0
  try {
    while (kills < leastKills || performance.now() < endsAt) {
      const before = countSaves()
      await eventually(async () => countSaves() >= before + typists, 60_000)
      // The random point in whatever is being saved is what this test is about.
      await delay(Math.random() * 1_000)
      kills += 1
      await strike(kills)
    }
  } finally {
    isOver = true
    await typing
  }
  await Promise.all(users.map((one) => one.finish()))
  return { users, kills, saves: countSaves() }
}

/** Replays what one person saved, revision by revision. */
async function replay(typist: Typist): Promise<void> {
  const rows = await installation.deps.db
    .selectFrom('revisions')
    .innerJoin('blobs', (join) =>
      join.on((on) => on.eb('sha256', '=', on.ref('tree', '->>').key('typed.txt'))),
    )
    .select(['seq', 'revision', 'content'])
    .where('attempt_id', '=', typist.attemptId)
    .orderBy('revision')
    .execute()
  const missing = typist.acknowledged.filter(
    ({ seq, revision, content }) =>
      !rows.some((row) => row.seq === seq && row.revision === revision && row.content === content),
  )
  expect(missing, 'acknowledged and missing').toEqual([])
  // One each of every save, in the order in which they were made.
  expect(rows.map((row) => row.seq)).toEqual(rows.map((_row, index) => index + 1))
  let strokes = 0
  for (const { content } of rows) {
    const now = content.split(';').length - 1
    expect(now).toBeGreaterThan(strokes)
    expect(content).toBe(Typist.textOf(now))
    strokes = now
  }
  expect(strokes, 'strokes').toBe(typist.strokes)
  const params = { attemptId: typist.attemptId }
  const { files } = await typist.visitor.must('getWorkspace', { params })
  expect(files.find((file) => file.path === 'typed.txt')?.content).toBe(Typist.textOf(strokes))
  expect((await typist.visitor.must('listConflictCopies', { params })).conflicts).toEqual([])
}

type Outcome = Awaited<ReturnType<typeof typeUnderFire>>

async function expectNothingLost({ users, kills, saves }: Outcome, whose: string): Promise<void> {
  for (const typist of users) await replay(typist)
  const refusals = users.flatMap((one) => one.refusals)
  expect(refusals.filter((status) => status !== 503)).toEqual([])
  const strokes = users.reduce((sum, one) => sum + one.strokes, 0)
  console.info(
    `${kills} kills of ${whose} under ${typists} typists: ${strokes} strokes in ${saves} acknowledged saves, ${refusals.length} answered 503; 0 lost, 0 doubled, order kept`,
  )
}

describe('what was acknowledged is committed', () => {
  it('kill -9 of the server at random moments, while twenty type', patient, async () => {
    const outcome = await typeUnderFire(async () => {
      await end(child, 'SIGKILL')
      await startServer()
    })
    await expectNothingLost(outcome, 'the server')
  })

  it('kill -9 of PostgreSQL: the server says 503 meanwhile and comes back by itself', patient, async () => {
    const watcher = await seedTypist()
    const isAway = async () => {
      const answer = await watcher.visitor.fetch(`/api/attempts/${watcher.attemptId}/clock`)
      await answer.arrayBuffer()
      if (answer.status !== 200) expect(answer.status).toBe(503)
      return answer.status === 503 && Number(answer.headers.get('retry-after')) > 0
    }
    const outcome = await typeUnderFire(async (kill) => {
      // Every other time one of its processes alone, as when memory runs out; then it ends the others and starts anew by itself.
      if (kill % 2 === 0) return void process.kill(await postgres.findConnection(), 'SIGKILL')
      await postgres.kill()
      await eventually(isAway)
      await startPostgresAgain()
    })
    expect(child.exitCode, 'the server lived through it').toBeNull()
    await watcher.finish()
    await expectNothingLost(outcome, 'PostgreSQL')
  })

  it(
    'PostgreSQL is not started beside what a killed one left: two would spoil the data',
    patient,
    async () => {
      const left = await postgres.findConnection()
      process.kill(left, 'SIGSTOP')
      await postgres.kill()
      await expect(postgres.start()).rejects.toThrow('still in use')
      process.kill(left, 'SIGKILL')
      await startPostgresAgain()
      const { visitor, attemptId } = await seedTypist()
      await eventually(() => visitor.must('getClock', { params: { attemptId } }))
    },
  )
})
