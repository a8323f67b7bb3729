import { randomBytes, randomUUID } from 'node:crypto'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Visitor } from '../support/call.ts'
import { eventually } from '../support/eventually.ts'
import { testSettings } from '../support/settings.ts'
import { cloneDatabase } from '../support/test-database.ts'

let database: Awaited<ReturnType<typeof cloneDatabase>>
let port: number
let server: ChildProcess
let environment: Record<string, string | undefined>

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Starts the real process; answers the demo link of the Go candidate that it prints. */
async function start(): Promise<string> {
  server = spawn(process.execPath, ['server/main.ts'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  server.stdout?.on('data', (chunk) => (printed += String(chunk)))
  return eventually(async () => /Go candidate.*\n\s+(\S+)/.exec(printed)?.[1])
}

async function killHard(): Promise<void> {
  server.kill('SIGKILL')
  await once(server, 'exit')
}

beforeAll(async () => {
  const settings = testSettings()
  database = await cloneDatabase()
  port = await freePort()
  environment = {
    PATH: process.env['PATH'],
    DATABASE_URL: database.url,
    REDIS_URL: settings.redisUrl,
    QUEUE_PREFIX: `test-${randomBytes(5).toString('hex')}`,
    PORT: String(port),
    WORKER_TOKEN: randomBytes(24).toString('hex'),
    AUTH_SECRET: randomBytes(32).toString('hex'),
    FAIRTIME_DEMO: '1',
    LOG_LEVEL: 'error',
  }
})
afterAll(async () => {
  await killHard()
  await database.drop()
})

describe('kill -9 of the server during typing', () => {
  it('loses no acknowledged save, and doubles none', { timeout: 120_000 }, async () => {
    const link = await start()
    const visitor = new Visitor(`http://127.0.0.1:${port}`)
    const { invitationId } = await visitor.must('exchangeInvitationLink', {
      body: { token: new URL(link).hash.slice(1) },
    })
    const { attemptId } = await visitor.must('startAttempt', { params: { invitationId }, body: {} })
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

    const db = new pg.Client({ connectionString: database.url })
    await db.connect()
    const { rows } = await db.query(
      `select seq, revision, content from revisions join blobs on sha256 = tree ->> 'typed.txt' where client_id = $1 order by revision`,
      [clientId],
    )
    await db.end()
    expect(rows.map((row) => [row.seq, row.revision])).toEqual([...acknowledged])
    expect(rows.map((row) => row.content)).toEqual(rows.map((row) => `keystroke ${row.seq}`))
    const workspace = await visitor.must('getWorkspace', { params: { attemptId } })
    expect(workspace.files.find((file) => file.path === 'typed.txt')?.content).toBe('keystroke 120')
  })
})
