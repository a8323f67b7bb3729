import { randomUUID } from 'node:crypto'
import type { ChildProcess } from 'node:child_process'
import type { Page } from 'playwright-core'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, pasteIntoEditor, waitUntilSaved, type TestBrowser } from '../support/browser/browser.ts'
import { Visitor } from '../support/server/call.ts'
import { eventually } from '../support/eventually.ts'
import { moveDeadline, readDeadline, readRemainingMs } from '../support/server/move-deadline.ts'
import { freePort } from '../support/server/free-port.ts'
import { end, siblingEnvironment, startServerProcess } from '../support/server/processes.ts'
import { startTestServer, type TestServer } from '../support/server/test-server.ts'
import { clockOffBy, setClockOff } from '../support/server/wrong-clock.ts'

const secondMs = 1_000
const minuteMs = 60_000
const hourMs = 60 * minuteMs
const skews = [-10, 0, 10] as const
type Skew = (typeof skews)[number]

/** Makes the candidates and looks into the database. */
let installation: TestServer
const servers = new Map<Skew, { url: string; child: ChildProcess }>()

async function startWithClockOff(minutes: Skew): Promise<void> {
  const port = String(await freePort())
  const clock = minutes === 0 ? {} : await clockOffBy(minutes)
  const { child } = await startServerProcess({
    ...siblingEnvironment(installation, { PORT: port }),
    ...clock,
  })
  servers.set(minutes, { url: `http://127.0.0.1:${port}`, child })
}

beforeAll(async () => {
  installation = await startTestServer({ time: 'database' })
  // Somebody to whom an outage would be given back.
  await installation.attempt()
  await Promise.all(skews.map(startWithClockOff))
})
afterAll(async () => {
  for (const { child } of servers.values()) await end(child, 'SIGTERM')
  await installation.stop()
})

const urlOf = (skew: Skew) => servers.get(skew)!.url

/** The same person at another server's door. */
function atServer(url: string, visitor: Visitor): Visitor {
  const person = new Visitor(url)
  person.addCookies(visitor.cookieHeader.split('; '))
  return person
}

/** Moves one of an invitation's dates to that far from now, by the database's clock. */
async function moveDate(invitationId: string, date: 'expires_at' | 'appointment_at', ms: number) {
  await sql`
    update invitations set ${sql.ref(date)} = clock_timestamp() + ${ms}::int * interval '1 millisecond',
      appointment_zone = case when ${date} = 'appointment_at' then 'UTC' else appointment_zone end
    where id = ${invitationId}`.execute(installation.deps.db)
}

async function start(url: string, date: 'expires_at' | 'appointment_at', ms: number) {
  const { visitor, invitationId } = await installation.candidate()
  await moveDate(invitationId, date, ms)
  return atServer(url, visitor).call('startAttempt', { params: { invitationId }, body: {} })
}

async function startAttemptUntil(url: string, ms: number) {
  const { visitor, attemptId } = await installation.attempt()
  await moveDeadline(installation.deps.db, attemptId, ms)
  return { person: atServer(url, visitor), params: { attemptId } }
}

/** What the database's clock would have said is between what it said before and after, give or take a second. */
async function expectRight(attemptId: string, read: () => Promise<number>): Promise<void> {
  const before = await readRemainingMs(installation.deps.db, attemptId)
  const remainingMs = await read()
  const after = await readRemainingMs(installation.deps.db, attemptId)
  expect(remainingMs).toBeLessThan(before + secondMs)
  expect(remainingMs).toBeGreaterThan(after - secondMs)
}

describe.each(skews)('one clock, with that of the server off by %i minutes', (skew) => {
  it('the clock of that process is really off', async () => {
    const answer = await fetch(`${urlOf(skew)}/livez`)
    const offMs = Date.parse(answer.headers.get('date') ?? '') - Date.now()
    expect(Math.abs(offMs - skew * minuteMs)).toBeLessThan(30 * secondMs)
  })

  it.each([
    ['half a minute before the invitation expires', 'expires_at', 30 * secondMs, 201, undefined],
    ['half a minute after that', 'expires_at', -30 * secondMs, 409, 'invitation_closed'],
    ['half a minute before the appointment', 'appointment_at', 30 * secondMs, 409, 'too_early'],
    ['half a minute after that', 'appointment_at', -30 * secondMs, 201, undefined],
  ] as const)('a start %s', async (_when, date, ms, status, code) => {
    const answer = await start(urlOf(skew), date, ms)
    expect([answer.status, answer.error?.code]).toEqual([status, code])
  })

  it.each([
    ['half a minute before the deadline', 30 * secondMs, 200],
    ['half a minute after it', -30 * secondMs, 200],
    ['half a minute after the grace', -90 * secondMs, 409],
  ] as const)('a save %s', async (_when, ms, status) => {
    const { person, params } = await startAttemptUntil(urlOf(skew), ms)
    const changes = [{ kind: 'write' as const, path: 'a.txt', content: 'x' }]
    const save = { clientId: randomUUID(), seq: 1, changes }
    const isLate = ms < 0
    if (status === 409) {
      const answer = await person.call('saveWorkspace', { params, body: save })
      expect([answer.status, answer.error?.code]).toEqual([409, 'too_late'])
      return
    }
    expect((await person.must('getClock', { params })).state).toBe(isLate ? 'grace' : 'running')
    if (!isLate) {
      await expectRight(params.attemptId, async () => (await person.must('getClock', { params })).remainingMs)
      expect((await person.must('saveWorkspace', { params, body: save })).lateByMs).toBe(0)
      return
    }
    await expectRight(params.attemptId, async () => {
      return -(await person.must('saveWorkspace', { params, body: save })).lateByMs
    })
  })

  it.each([
    ['half a minute before the deadline', 30 * secondMs, 'candidate'],
    ['half a minute after it', -30 * secondMs, 'deadline'],
    ['half a minute after the grace', -90 * secondMs, 'deadline'],
  ] as const)('a submission %s', async (_when, ms, by) => {
    const { person, params } = await startAttemptUntil(urlOf(skew), ms)
    const deadline = await readDeadline(installation.deps.db, params.attemptId)
    const hand = async () => {
      const receipt = await person.must('submitAttempt', { params })
      expect(receipt.by).toBe(by)
      return deadline.getTime() - Date.parse(receipt.submittedAt)
    }
    if (by === 'candidate') await expectRight(params.attemptId, hand)
    else expect(await hand()).toBe(0)
  })
})

describe.each([
  [10, -2],
  [-10, 2],
] as const)('one clock, with the server off by %i minutes and the browser by %i hours', (skew, hours) => {
  let browser: TestBrowser
  beforeAll(async () => void (browser = await openBrowser()))
  afterAll(() => browser.close())

  async function openLink() {
    const { link, invitationId } = await installation.candidate()
    await moveDate(invitationId, 'expires_at', 30 * minuteMs)
    const page = await browser.open()
    await setClockOff(page, hours * hourMs)
    await page.goto(link.replace(installation.url, urlOf(skew)))
    await page.waitForURL('**/invitations/*')
    return { page, invitationId }
  }

  /** The seconds on the page's clock, as a candidate reads them. */
  async function readShownMs(page: Page): Promise<number> {
    const text = await page.locator('.countdown .clock').innerText()
    expect(text).toMatch(/^\d+:\d\d$/)
    const [minutes, seconds] = text.split(':').map(Number)
    return (minutes! * 60 + seconds!) * secondMs
  }

  it('an invitation that expired half an hour ago is closed', async () => {
    const { page, invitationId } = await openLink()
    await page.getByRole('button', { name: /start now/i }).waitFor()
    await moveDate(invitationId, 'expires_at', -30 * minuteMs)
    await page.reload()
    await page.getByText('This invitation has expired.').waitFor()
    expect(await page.getByRole('button', { name: /start/i }).count()).toBe(0)
  })

  it('an attempt from its start to its end goes by the clock of the database', async () => {
    const { page } = await openLink()
    const offMs = (await page.evaluate(() => Date.now())) - Date.now()
    expect(Math.abs(offMs - hours * hourMs)).toBeLessThan(30 * secondMs)
    await page.getByRole('button', { name: /start now/i }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^start/i })
      .click()
    await page.locator('.monaco-editor .view-line').first().waitFor()
    const attemptId = page.url().split('/').at(-1) ?? ''
    const newest = () =>
      installation.deps.db
        .selectFrom('revisions')
        .innerJoin('blobs', (join) => join.on(sql<boolean>`tree @> jsonb_build_object('handler.go', sha256)`))
        .select(['late_by_ms', 'content'])
        .where('attempt_id', '=', attemptId)
        .orderBy('revision', 'desc')
        .limit(1)
        .executeTakeFirst()

    await moveDeadline(installation.deps.db, attemptId, 4 * minuteMs)
    const askAgain = () => page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await askAgain()
    // A slow machine may draw a moment late; a clock that is wrong stays so.
    await eventually(async () => {
      await expectRight(attemptId, () => readShownMs(page))
      return true
    })
    await pasteIntoEditor(page, 'package main\n\n// in time\n')
    await waitUntilSaved(page)
    expect(await newest()).toMatchObject({ late_by_ms: 0, content: expect.stringContaining('// in time') })

    await moveDeadline(installation.deps.db, attemptId, 3 * secondMs)
    await askAgain()
    await pasteIntoEditor(page, 'package main\n\n// the last words\n')
    await page
      .getByText(/time is over/i)
      .first()
      .waitFor()
    expect(await readRemainingMs(installation.deps.db, attemptId)).toBeLessThan(secondMs)
    await eventually(async () => (await newest())?.content.includes('// the last words'))

    await moveDeadline(installation.deps.db, attemptId, -minuteMs)
    await page.waitForURL('**/receipt')
    const submission = await installation.deps.db
      .selectFrom('submissions')
      .select(['submitted_at', 'submitted_by'])
      .where('attempt_id', '=', attemptId)
      .executeTakeFirst()
    expect(submission).toEqual({
      submitted_at: await readDeadline(installation.deps.db, attemptId),
      submitted_by: 'deadline',
    })
    expect(browser.complaints).toEqual([])
  })
})

describe('afterwards', () => {
  it('no wrong clock was taken for an outage', async () => {
    expect(await installation.deps.db.selectFrom('credits').selectAll().execute()).toEqual([])
  })
})
