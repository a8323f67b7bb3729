import type { ChildProcess } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectDatabase, type Database } from '../../../../server/db/connect.ts'
import { Visitor } from '../../../support/server/call.ts'
import { eventually } from '../../../support/eventually.ts'
import { freePort } from '../../../support/server/free-port.ts'
import { calendarOf, openPostBox, type PostBox } from '../../../support/server/post-box.ts'
import { end, siblingEnvironment, startServerProcess } from '../../../support/server/processes.ts'
import { testSettings } from '../../../support/run/settings.ts'
import { goExercise, startTestServer, type TestServer } from '../../../support/server/test-server.ts'

const { isFull } = testSettings()
const people = isFull ? 1_000 : 100
const kills = isFull ? 20 : 3
/** Mails that can be under way at once. */
const connections = 3

let installation: TestServer
let box: PostBox

beforeAll(async () => {
  box = await openPostBox()
  installation = await startTestServer({ time: 'database' })
})
afterAll(async () => {
  await installation.stop()
  await box.stop()
})

const inFiveDays = () => new Date(Date.now() + 5 * 24 * 3_600_000).toISOString().slice(0, 10)

async function listOf(count: number, domain: string) {
  const recruiter = await installation.staff('recruiter')
  const positionId = await installation.position()
  const rows = Array.from(
    { length: count },
    (_, at) => `Person ${at},person-${at}@${domain},${inFiveDays()} 09:30,Europe/Berlin`,
  )
  const text = ['name,email,start,zone', ...rows].join('\n')
  const list = await recruiter.must('createInvitationImport', {
    body: { positionId, exerciseId: goExercise, source: { kind: 'text', text } },
  })
  expect(list.ticked).toBe(count)
  return { recruiter, list }
}

/** A server in a process of its own, which can be killed; the one that prepared everything stands still meanwhile. */
async function openMortal(recruiter: Visitor) {
  const port = await freePort()
  const environment = siblingEnvironment(installation, {
    PORT: String(port),
    SMTP_URL: box.url,
    MAIL_FROM: 'exercises@fairtime.example',
  })
  let child: ChildProcess = (await startServerProcess(environment)).child
  const visitor = new Visitor(`http://127.0.0.1:${port}`)
  visitor.addCookies(recruiter.cookieHeader.split('; '))
  return {
    visitor,
    async killAndStart(meanwhile: () => Promise<unknown> = () => Promise.resolve()) {
      await end(child, 'SIGKILL')
      await meanwhile()
      child = (await startServerProcess(environment)).child
    },
    stop: () => end(child, 'SIGKILL'),
  }
}

const idOf = (source: string) => /^Message-ID:\s*(\S+)/im.exec(source)?.[1] ?? 'none'
const sequenceOf = (mail: PostBox['mails'][number]) => /SEQUENCE:(\d+)/.exec(calendarOf(mail))?.[1]

/** The wait before a try, which would take minutes, is over at once. Only while nothing is under way: it would go twice. */
const letTimePass = (db: Database) =>
  db
    .updateTable('mails')
    .set({ next_try_at: new Date(0) })
    .where('kind', '=', 'invitation')
    .where('state', '=', 'waiting')
    .execute()

const count = async (db: Database, of: 'invited' | 'waiting') => {
  const { rows } =
    of === 'invited'
      ? await db
          .selectFrom('invitation_import_rows')
          .select(({ fn }) => fn.countAll<number>().as('rows'))
          .where('outcome', '=', 'invited')
          .executeTakeFirstOrThrow()
      : await db
          .selectFrom('mails')
          .select(({ fn }) => fn.countAll<number>().as('rows'))
          .where('kind', '=', 'invitation')
          .where('state', '=', 'waiting')
          .executeTakeFirstOrThrow()
  return rows
}

describe(`kill -9 of the server during ${people} invitations`, () => {
  it(`${kills} times: everybody is invited once, no mail is missing`, { timeout: 1_800_000 }, async () => {
    const { recruiter, list } = await listOf(people, 'kills.example')
    await installation.restart({ meanwhile: () => inviteThrough(recruiter, list) })
    const mails = box.mails.filter(({ to }) => to[0]?.endsWith('@kills.example'))
    const ids = new Map<string, Set<string | undefined>>()
    for (const mail of mails) {
      const id = idOf(mail.source)
      ids.set(id, (ids.get(id) ?? new Set()).add(`${mail.to[0]} ${sequenceOf(mail)}`))
    }
    expect(ids.size).toBe(people)
    expect(new Set(mails.flatMap(({ to }) => to)).size).toBe(people)
    expect([...ids.values()].every((said) => said.size === 1)).toBe(true)
    expect(mails.length - people).toBeLessThanOrEqual(kills * connections)
    console.info(
      `${kills} kills: ${people} distinct mails, ${mails.length - people} of them twice, 0 missing`,
    )
  })

  async function inviteThrough(recruiter: Visitor, list: { id: string; round: number; ticked: number }) {
    const db = connectDatabase(installation.config.databaseUrl, 2)
    const server = await openMortal(recruiter)
    const whileMaking = Math.floor(kills / 2)
    const params = { importId: list.id }
    await server.visitor.must('confirmImport', { params, body: { round: list.round, ticked: list.ticked } })
    for (let kill = 0; kill < whileMaking; kill += 1) {
      const before = await count(db, 'invited')
      await eventually(async () => (await count(db, 'invited')) > before || before === people, 60_000)
      await delay(kill * 7)
      await server.killAndStart()
    }
    await eventually(async () => (await count(db, 'invited')) === people, 120_000)
    await server.killAndStart(() => letTimePass(db))
    for (let kill = whileMaking + 1; kill < kills; kill += 1) {
      const before = box.mails.length
      await eventually(async () => box.mails.length > before || (await count(db, 'waiting')) === 0, 60_000)
      await delay((kill % 5) * 11)
      await server.killAndStart(() => letTimePass(db))
    }
    await eventually(async () => (await count(db, 'waiting')) === 0, 180_000)
    await server.stop()
    await db.destroy()
  }
})

// Half a minute of it is waiting, for the time to take it back to pass.
if (isFull)
  it(
    'without a kill the same number is made and mailed, and its time is said',
    { timeout: 300_000 },
    async () => {
      const { recruiter, list } = await listOf(people, 'calm.example')
      await installation.restart({
        async meanwhile() {
          const server = await openMortal(recruiter)
          const begun = performance.now()
          const body = { round: list.round, ticked: list.ticked }
          await server.visitor.must('confirmImport', { params: { importId: list.id }, body })
          const received = () => new Set(box.mails.flatMap(({ to }) => to)).size
          const before = received()
          await eventually(async () => received() - before === people, 240_000)
          const seconds = Math.round((performance.now() - begun) / 1_000)
          console.info(`${people} invitations were made and mailed within ${seconds} s, 30 s of them to undo`)
          await server.stop()
        },
      })
    },
  )
