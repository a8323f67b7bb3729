import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ICAL from 'ical.js'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { sweepAppointments } from '../../server/invitations/appointments/sweep-appointments.ts'
import { sweepMails } from '../../server/mails/deliver-mail.ts'
import { issueStaffLink } from '../../server/staff/staff-links.ts'
import type { TestBrowser } from '../support/browser/browser.ts'
import { eventually } from '../support/eventually.ts'
import { itWithMail } from '../support/fixtures.ts'
import { calendarOf, type PostBox, type ReceivedMail } from '../support/server/post-box.ts'
import { goExercise, typescriptExercise, type TestServer } from '../support/server/test-server.ts'

const it = itWithMail({ organisationZone: 'Europe/Berlin' })

const people = Array.from({ length: 30 }, (_, at) => ({
  name: `Candidate ${String(at + 1).padStart(2, '0')}`,
  address: `candidate${at + 1}@thirty.example`,
}))
/** The fifth is given a time by the recruiter. */
const csv = [
  'Name;E-Mail;Start;Zone',
  ...people.map(({ name, address }, at) =>
    at === 4 ? `${name};${address};2026-10-23 10:00;Europe/Berlin` : `${name};${address};;`,
  ),
].join('\r\n')

const mailsTo = (box: PostBox, address: string) => box.mails.filter((mail) => mail.to.includes(address))
const subjectOf = ({ source }: ReceivedMail) =>
  /^Subject: ((?:.|\r\n )*)/m.exec(source)?.[1]?.replaceAll('\r\n ', ' ') ?? ''

function eventIn(mail: ReceivedMail) {
  const calendar = new ICAL.Component(ICAL.parse(calendarOf(mail)))
  const event = calendar.getFirstSubcomponent('vevent')!
  return {
    method: String(calendar.getFirstPropertyValue('method')),
    uid: String(event.getFirstPropertyValue('uid')),
    sequence: Number(event.getFirstPropertyValue('sequence')),
    start: String(event.getFirstPropertyValue('dtstart')),
    end: String(event.getFirstPropertyValue('dtend')),
  }
}

const hasCalendar = (mail: ReceivedMail) => /Content-Type: text\/calendar/i.test(mail.source)

async function signIn(server: TestServer, page: Page): Promise<void> {
  const email = 'recruiter@thirty.example'
  const staffId = await server.deps.auth.createMember({ name: 'Rosa Recruiter', email, roles: ['recruiter'] })
  const now = server.clock.current
  await page.goto(await issueStaffLink(server.deps, server.deps.db, { purpose: 'sign_in', staffId, now }))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Board', level: 1 }).waitFor()
}

async function inviteThirty(server: TestServer, page: Page, positionId: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fairtime-thirty-'))
  await writeFile(join(folder, 'people.csv'), `\ufeff${csv}`)
  await page.goto(`${server.url}/positions/${positionId}/import`)
  await page.getByLabel(/or a CSV file/).setInputFiles(join(folder, 'people.csv'))
  await page.getByText('This sends 30 invitations').waitFor()
  await page.getByText('1 with start times').waitFor()
  await page.getByRole('button', { name: 'Invite 30 people' }).click()
  await page.getByText('30 invited.').waitFor()
  await rm(folder, { recursive: true })
}

/** The page of somebody who followed the link in their mail. */
async function follow({ box, browser }: { box: PostBox; browser: TestBrowser }, at: number): Promise<Page> {
  const mail = await box.mail(/^Your coding exercise/, people[at]!.address)
  const link = /https?:\S+\/i#\S+/.exec(mail.text)?.[0]
  const page = await browser.open({ zone: 'Europe/Berlin' })
  await page.goto(link!)
  await page.waitForURL(/\/invitations\//)
  return page
}

const take = (page: Page, title: string) => page.getByRole('button', { name: `Take “${title}”` }).click()

async function pickTime(page: Page, button: 'Pick a time' | 'Move it', local: string, shown: string) {
  await page.getByRole('button', { name: button }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Day and hour').fill(local)
  await dialog.getByRole('button', { name: 'Set the appointment' }).click()
  await dialog.getByText(shown).first().waitFor()
  await dialog.getByRole('button', { name: 'Done' }).click()
}

async function start(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Start now/ }).click()
  await page.getByRole('button', { name: /^Start: / }).click()
  await page.waitForURL(/\/attempts\//)
}

it(
  'thirty are invited from a list: one asks for time, one moves across a clock change, one declines, one is revoked, one has a time from the recruiter, one takes Go and one TypeScript',
  { timeout: 240_000 },
  async ({ server, browser, box }) => {
    server.clock.current = new Date('2026-10-19T08:00:00Z')
    const positionId = await server.position({ exerciseIds: [goExercise, typescriptExercise] })
    const board = await browser.open({ zone: 'Europe/Berlin' })
    await signIn(server, board)
    await inviteThirty(server, board, positionId)
    expect(box.mails).toEqual([])
    server.clock.advance(31_000)
    await sweepMails(server.deps)
    await eventually(async () => box.mails.length === 30)
    const given = eventIn(mailsTo(box, people[4]!.address)[0]!)
    expect(given).toMatchObject({
      method: 'REQUEST',
      start: '2026-10-23T08:00:00Z',
      end: '2026-10-23T10:00:00Z',
    })

    // More time, before anything else: it is asked, granted, and stands in the calendar of whoever has a time.
    const asking = await follow({ box, browser }, 4)
    await asking.getByRole('button', { name: 'Need more time, or something else?' }).click()
    await asking.getByRole('dialog').getByText('Half as much time again').click()
    await asking.getByRole('button', { name: 'Send to the recruiter' }).click()
    await asking.getByText('not answered yet').waitFor()
    await board.goto(`${server.url}/board`)
    await board.getByRole('button', { name: 'Asks for more time' }).click()
    const drawer = board.getByRole('dialog')
    await drawer.getByLabel('Words to the candidate').fill('Gladly.')
    await drawer.getByRole('button', { name: 'Agree' }).click()
    await drawer.getByText('Asked and answered').waitFor()
    await sweepAppointments(server.deps)
    const longer = eventIn(await box.mail(/^Your appointment/, people[4]!.address))
    expect(longer).toMatchObject({ uid: given.uid, start: given.start, end: '2026-10-23T11:00:00Z' })
    expect(longer.sequence).toBeGreaterThan(given.sequence)

    // Clocks go back on 25 October: the same hour on the wall is another one in UTC.
    const moving = await follow({ box, browser }, 1)
    await take(moving, 'The harbour board')
    await pickTime(moving, 'Pick a time', '2026-10-24T10:00', 'Sat 24 Oct 2026, 10:00')
    await pickTime(moving, 'Move it', '2026-10-26T10:00', 'Mon 26 Oct 2026, 10:00')
    await eventually(async () => mailsTo(box, people[1]!.address).filter(hasCalendar).length === 2)
    const moves = mailsTo(box, people[1]!.address).filter(hasCalendar).map(eventIn)
    expect(moves.map(({ start: at }) => at)).toEqual(['2026-10-24T08:00:00Z', '2026-10-26T09:00:00Z'])
    expect(moves[1]).toMatchObject({ uid: moves[0]!.uid, sequence: moves[0]!.sequence + 1 })

    const declining = await follow({ box, browser }, 2)
    await declining.getByRole('button', { name: 'No, thank you' }).click()
    await declining.getByRole('dialog').getByRole('button', { name: 'No, thank you' }).click()
    await declining.getByText('You said "no, thank you".').waitFor()

    await board.goto(`${server.url}/board?search=${people[3]!.address}`)
    await board.getByRole('button', { name: `Actions for ${people[3]!.name}` }).click()
    await board.getByRole('menuitem', { name: /Withdraw/ }).click()
    await board
      .getByRole('dialog')
      .getByRole('button', { name: /Withdraw/ })
      .click()
    await box.mail(/was withdrawn$/, people[3]!.address)

    const inGo = await follow({ box, browser }, 5)
    await take(inGo, 'The harbour board')
    await start(inGo)
    await inGo.getByText('main.go').first().waitFor()
    const inTypescript = await follow({ box, browser }, 6)
    await take(inTypescript, 'The seed desk')
    await start(inTypescript)
    await inTypescript.getByText('package.json').first().waitFor()

    const told = (at: number) =>
      mailsTo(box, people[at]!.address).map((mail) => subjectOf(mail).split(/[:,]/)[0])
    expect(told(0)).toHaveLength(1)
    expect(told(2)).toHaveLength(1)
    expect(told(3)).toHaveLength(2)
    expect(told(5)).toHaveLength(1)
    expect(mailsTo(box, 'recruiter@thirty.example').map(subjectOf)).toHaveLength(2)
    const rest = people.slice(7).map(({ address }) => mailsTo(box, address).length)
    expect(rest).toEqual(rest.map(() => 1))
    const ids = box.mails.map(({ source }) => /^Message-ID: (.*)$/im.exec(source)?.[1])
    expect(new Set(ids).size).toBe(box.mails.length)
    expect(browser.complaints).toEqual([])
  },
)
