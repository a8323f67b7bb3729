import { randomUUID } from 'node:crypto'
import type { ChildProcess } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Visitor } from '../support/server/call.ts'
import { freePort } from '../support/server/free-port.ts'
import { end, siblingEnvironment, startServerProcess } from '../support/server/processes.ts'
import { testSettings } from '../support/run/settings.ts'
import { startTestServer, type TestServer } from '../support/server/test-server.ts'

/** Makes the candidates and looks into the database; the process that is killed shares nothing with it but that. */
let installation: TestServer
let child: ChildProcess
let url: string
let environment: Record<string, string | undefined>

const start = async () => {
  child = (await startServerProcess(environment)).child
}
const killHard = () => end(child, 'SIGKILL')

/** A candidate whose requests go to the process that is killed. */
async function openAttempt() {
  const { visitor, attemptId } = await installation.attempt()
  const person = new Visitor(url)
  person.addCookies(visitor.cookieHeader.split('; '))
  return { visitor: person, attemptId }
}

beforeAll(async () => {
  installation = await startTestServer({ time: 'database' })
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  environment = siblingEnvironment(installation, { PORT: String(port) })
  await start()
})
afterAll(async () => {
  await killHard()
  await installation.stop()
})

describe('kill -9 of the server during typing', () => {
  it('loses no acknowledged save, and doubles none', { timeout: 120_000 }, async () => {
    const { visitor, attemptId } = await openAttempt()
    const clientId = randomUUID()
    const acknowledged = new Map<number, number>()

    let seq = 1
    let kills = 0
    let killer: Promise<void> | null = null
    while (seq <= 120) {
      const changes = [{ kind: 'write' as const, path: 'typed.txt', content: `keystroke ${seq}` }]
      const sent = visitor.call('saveWorkspace', { params: { attemptId }, body: { clientId, seq, changes } })
      // The server dies with a save under way, whose answer may or may not have left.
      if (kills < 4 && seq % 25 === 0 && killer === null) killer = killHard()
      const answer = await sent.catch(() => null)
      if (killer !== null) {
        await killer
        killer = null
        kills += 1
        await start()
      }
      if (answer?.ok !== true) {
        expect(answer === null || answer.status >= 500).toBe(true)
        continue
      }
      acknowledged.set(seq, answer.body.revision)
      seq += 1
    }
    expect(kills).toBe(4)

    const rows = await installation.deps.db
      .selectFrom('revisions')
      .innerJoin('blobs', (join) =>
        join.on((on) => on.eb('sha256', '=', on.ref('tree', '->>').key('typed.txt'))),
      )
      .select(['seq', 'revision', 'content'])
      .where('client_id', '=', clientId)
      .orderBy('revision')
      .execute()
    expect(rows.map((row) => [row.seq, row.revision])).toEqual([...acknowledged])
    expect(rows.map((row) => row.content)).toEqual(rows.map((row) => `keystroke ${row.seq}`))
    const workspace = await visitor.must('getWorkspace', { params: { attemptId } })
    expect(workspace.files.find((file) => file.path === 'typed.txt')?.content).toBe('keystroke 120')
  })
})

describe('kill -9 of the server 1 ms after it accepted', () => {
  const { isFull } = testSettings()
  const kills = isFull ? 200 : 12
  const clickers = 8

  it(`every accepted run and submission is a row, over ${kills} kills`, { timeout: 1_200_000 }, async () => {
    const accepted = { runs: [] as string[], submissions: [] as string[] }
    let users: Awaited<ReturnType<typeof openAttempt>>[] = []
    let doomed: Promise<void> | null = null
    const dieSoon = () => {
      doomed ??= delay(1).then(killHard)
    }
    /** Clicks until the server is gone; answers of a dying server that nobody got promise nothing. */
    const clickOn = async (
      { visitor, attemptId }: (typeof users)[number],
      onAccepted: (count: number) => unknown,
    ) => {
      for (let count = 1; ; count += 1) {
        const answer = await visitor.call('createRun', { params: { attemptId } }).catch(() => null)
        if (answer?.status !== 202) return
        accepted.runs.push(answer.body.runId)
        onAccepted(count)
      }
    }
    const submit = async ({ visitor, attemptId }: (typeof users)[number]) => {
      const answer = await visitor.call('submitAttempt', { params: { attemptId } }).catch(() => null)
      if (answer?.status !== 201) return
      accepted.submissions.push(attemptId)
      dieSoon()
    }
    for (let kill = 1; kill <= kills; kill += 1) {
      // Sixty runs a minute are allowed, so nobody clicks for long.
      if (kill % 10 === 1) users = await Promise.all(Array.from({ length: clickers }, openAttempt))
      doomed = null
      const isBySubmission = kill % 2 === 0
      let submitting: Promise<void> | null = null
      const strike = (count: number) => {
        if (count !== 2 + (kill % 3)) return
        if (isBySubmission) submitting = submit(users[0]!)
        else dieSoon()
      }
      const nothing = () => undefined
      await Promise.all(users.slice(1).map((one, index) => clickOn(one, index === 0 ? strike : nothing)))
      await submitting
      dieSoon()
      await doomed
      await start()
      if (isBySubmission) users[0] = await openAttempt()
    }
    const { db } = installation.deps
    const runs = await db.selectFrom('runs').select('id').where('id', 'in', accepted.runs).execute()
    const lost = accepted.runs.filter((id) => !runs.some((row) => row.id === id))
    expect(lost).toEqual([])
    const submitted = await db
      .selectFrom('submissions')
      .innerJoin('runs', 'runs.attempt_id', 'submissions.attempt_id')
      .select('submissions.attempt_id')
      .where('runs.kind', '=', 'graded')
      .where('submissions.attempt_id', 'in', accepted.submissions)
      .execute()
    expect(submitted.map((row) => row.attempt_id).sort()).toEqual(accepted.submissions.toSorted())
    console.info(
      `${kills} kills, ${accepted.runs.length} accepted runs and ${accepted.submissions.length} submissions, 0 lost`,
    )
  })
})
