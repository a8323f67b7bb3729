import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { noMail } from '../../../server/config.ts'
import { issueStaffLink } from '../../../server/staff/staff-links.ts'
import { findFaults } from '../../support/browser/accessibility.ts'
import { openBrowser, type TestBrowser } from '../../support/browser/browser.ts'
import { goExercise, startTestServer, type TestServer } from '../../support/server/test-server.ts'

let server: TestServer
let browser: TestBrowser
let mailFolder: string
beforeAll(async () => {
  mailFolder = await mkdtemp(join(tmpdir(), 'fairtime-mails-'))
  const mail = { ...noMail, kind: 'folder', folder: mailFolder } as const
  server = await startTestServer({ organisationZone: 'Europe/Berlin', mail })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
  await rm(mailFolder, { recursive: true, force: true })
})

// A page that stays open goes on asking, and its session ends where a later test moves the clock.
const opened: Page[] = []
afterEach(async () => {
  for (const page of opened.splice(0)) await page.context().close()
})

async function openWindow(options: Parameters<TestBrowser['open']>[0] = {}): Promise<Page> {
  const page = await browser.open(options)
  opened.push(page)
  return page
}

async function openBoard(): Promise<Page> {
  const email = `${randomUUID()}@x.example`
  const staffId = await server.deps.auth.createMember({ name: 'Rosa Recruiter', email, roles: ['recruiter'] })
  const now = server.clock.current
  const page = await openWindow()
  await page.goto(await issueStaffLink(server.deps, server.deps.db, { purpose: 'sign_in', staffId, now }))
  await page.getByRole('button', { name: 'Sign in' }).click()
  return page
}

/** Opens an invitation from Kathmandu, whose clocks are at UTC+5:45, and lets its owner pick a time. */
async function openInvitation() {
  // The board shows the newest first.
  server.clock.advance(1_000)
  const { link } = await server.candidate({ exerciseId: goExercise })
  const page = await openWindow({ zone: 'Asia/Kathmandu' })
  await page.goto(link)
  await page.getByRole('button', { name: /start now/i }).waitFor()
  return { page, dialog: page.getByRole('dialog') }
}

const fillTime = (dialog: Locator, local: string) => dialog.getByLabel('Day and hour').fill(local)

async function chooseZone(page: Page, zone: string): Promise<void> {
  const field = page.getByRole('dialog').getByRole('combobox', { name: 'In the zone' })
  await field.fill(zone)
  await page.getByRole('option', { name: zone, exact: true }).click()
}

it('a time picked in Kathmandu is shown there, in UTC and in Berlin, asked about at an odd hour, moved and given up', async () => {
  const { page, dialog } = await openInvitation()
  await page.getByRole('button', { name: 'Pick a time' }).click()
  await dialog.getByRole('button', { name: 'Set the appointment' }).click()
  await dialog.getByText('Fill in a day and an hour first.').waitFor()
  await fillTime(dialog, '2026-11-28T05:30')
  await dialog.getByText('Sat 28 Nov 2026, 05:30 GMT+5:45').waitFor()
  await dialog.getByText('Fri 27 Nov 2026, 23:45 UTC').waitFor()
  await dialog.getByText('Sat 28 Nov 2026, 00:45 CET').waitFor()
  await dialog.getByText('Europe/Berlin, where we are').waitFor()
  expect(await findFaults(page)).toEqual([])

  await dialog.getByRole('button', { name: 'Set the appointment' }).click()
  await dialog.getByText('05:30 in Asia/Kathmandu is early in the morning.').waitFor()
  await dialog.getByRole('button', { name: 'Another time' }).click()
  await fillTime(dialog, '2020-11-28T05:30')
  await dialog.getByText('That has passed already.').waitFor()
  await fillTime(dialog, '2027-11-28T05:30')
  await dialog.getByText('The invitation closes before that').waitFor()
  await fillTime(dialog, '2026-11-28T05:30')
  await dialog.getByRole('button', { name: 'Set the appointment' }).click()
  await dialog.getByRole('button', { name: 'Yes, 05:30' }).click()
  await dialog.getByText('Take the calendar file along.').waitFor()

  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Download the calendar file' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/\.ics$/)
  expect(await readFile(await file.path(), 'utf8')).toContain('DTSTART:20261127T234500Z')
  await dialog.getByRole('button', { name: 'Done' }).click()

  const aside = page.getByRole('complementary', { name: 'Start' })
  await aside.getByText('Your appointment').waitFor()
  await aside.getByRole('button', { name: /^Start early/ }).waitFor()
  expect(await findFaults(page)).toEqual([])

  await aside.getByRole('button', { name: 'Move it' }).click()
  expect(await dialog.getByLabel('Day and hour').inputValue()).toBe('2026-11-28T05:30')
  await chooseZone(page, 'Europe/Berlin')
  await fillTime(dialog, '2026-11-30T10:00')
  await dialog.getByRole('button', { name: 'Set the appointment' }).click()
  await dialog.getByText('Mon 30 Nov 2026, 10:00 CET (Europe/Berlin)').waitFor()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await aside.getByText('Mon 30 Nov 2026, 14:45 GMT+5:45').waitFor()

  await aside.getByRole('button', { name: 'Give it up' }).click()
  await dialog.getByRole('button', { name: 'Give it up' }).click()
  await aside.getByRole('button', { name: 'Pick a time' }).waitFor()
  await aside.getByRole('button', { name: /^Start now/ }).waitFor()
  expect(browser.complaints).toEqual([])
})

it('what is folded away opens by keyboard, and what one must know stands open', async () => {
  const { page } = await openInvitation()
  await page.getByRole('heading', { name: 'Help you may use' }).waitFor()
  const folds = page.locator('details')
  expect(await folds.locator('summary h2').allTextContents()).toEqual([
    'What is measured',
    'What reviewers look at',
    'Constraints',
    'What is recorded',
  ])
  const text = page.getByText('When you started and when you handed in.')
  expect(await text.isVisible()).toBe(false)
  await folds.last().locator('summary').press('Enter')
  await text.waitFor()
  expect(await findFaults(page)).toEqual([])
})

it('in light and in dark, more time is asked for, agreed to on the board, and stands on the candidate’s page', async () => {
  const { page, dialog } = await openInvitation()
  await page.getByRole('button', { name: 'Need more time, or something else?' }).click()
  await dialog.getByRole('button', { name: 'Send to the recruiter' }).click()
  await dialog.getByText('Choose one.').waitFor()
  await dialog.getByText('Something else', { exact: true }).click()
  await dialog.getByRole('button', { name: 'Send to the recruiter' }).click()
  await dialog.getByText('Say in a few words what you need').waitFor()
  await dialog.getByText('Half as much time again').click()
  await dialog.getByLabel('Anything we should know?').fill('I use a screen magnifier.')
  const found = await findFaults(page)
  await dialog.getByRole('button', { name: 'Send to the recruiter' }).click()
  await page.getByText('not answered yet').waitFor()
  found.push(...(await findFaults(page)))

  const board = await openBoard()
  await board.getByRole('button', { name: 'Asks for more time' }).click()
  const drawer = board.getByRole('dialog')
  await drawer.getByText('I use a screen magnifier.').waitFor()
  expect(await drawer.getByLabel('Times the usual time, if you agree').inputValue()).toBe('1.5')
  await drawer.getByRole('button', { name: 'Decline' }).click()
  await drawer.getByText('Say why not, or what is possible instead').waitFor()
  await drawer.getByLabel('Words to the candidate').fill('Of course.')
  found.push(...(await findFaults(board)))
  await drawer.getByRole('button', { name: 'Agree' }).click()
  await drawer.getByText('Asked and answered').waitFor()
  await drawer.getByText('× 1.5, so 3 hours').waitFor()
  await board.keyboard.press('Escape')
  await board.getByRole('button', { name: 'Asks for more time' }).waitFor({ state: 'detached' })

  await page.reload()
  await page.getByText('Agreed').waitFor()
  await page.getByText('Of course.').waitFor()
  await page.getByRole('button', { name: 'Start now: 3 hours from here' }).waitFor()
  found.push(...(await findFaults(page)))
  expect(found).toEqual([])
  expect(browser.complaints).toEqual([])
})

it('the board shows every mail of an invitation, and sends one once more', async () => {
  await openInvitation()
  const board = await openBoard()
  await board
    .getByRole('button', { name: /^Actions for/ })
    .first()
    .click()
  await board.getByRole('menuitem', { name: 'Mails' }).click()
  const drawer = board.getByRole('dialog')
  await drawer.getByText('Here they are written into a folder and reach nobody').waitFor()
  const invitation = drawer.getByRole('listitem').filter({ hasText: 'Invitation with the link' })
  await invitation.getByText('Written').waitFor()
  expect(await findFaults(board)).toEqual([])
  server.clock.advance(60_000)
  const sent = board.waitForResponse((response) => response.url().endsWith('/again'))
  await invitation.getByRole('button', { name: 'Send again' }).click()
  expect((await sent).status()).toBe(200)
  await invitation.getByText('Written').waitFor()
  expect(browser.complaints).toEqual([])
})

it('an invitation shows what its appointment means, and says whether it went out by mail', async () => {
  const board = await openBoard()
  await server.position({ exerciseIds: [goExercise] })
  await board.getByRole('button', { name: 'Invite a candidate' }).click()
  const drawer = board.getByRole('dialog')
  await drawer.getByLabel('Position').click()
  await board.getByRole('listbox').getByRole('option').first().click()
  await drawer.getByLabel('Exercise').click()
  await board.getByRole('listbox').getByRole('option').first().click()
  await drawer.getByLabel("Candidate's name").fill('Ottoline Fernsby')
  await drawer.getByLabel("Candidate's mail address").fill('ottoline@candidate.example')
  await chooseZone(board, 'Asia/Kathmandu')
  await drawer.getByLabel('Appointment').fill('2026-11-28T15:30')
  await drawer.getByText('Sat 28 Nov 2026, 15:30 GMT+5:45').waitFor()
  await drawer.getByText('Sat 28 Nov 2026, 09:45 UTC').waitFor()
  expect(await findFaults(board)).toEqual([])
  await drawer.getByRole('button', { name: 'Make the invitation link' }).click()
  await drawer.getByText('Mail is written into a folder here, so send the link yourself.').waitFor()
  expect(await drawer.getByLabel('Link for the candidate').inputValue()).toMatch(/^http/)
  expect(browser.complaints).toEqual([])
})

it('where clocks change, a time that does not exist is refused and one of two has to be chosen', async () => {
  // Two weeks in which Berlin puts its clocks forward and Lord Howe Island puts them back, by half an hour.
  server.clock.current = new Date('2027-03-21T09:00:00Z')
  const { page, dialog } = await openInvitation()
  await page.getByRole('button', { name: 'Pick a time' }).click()
  await chooseZone(page, 'Europe/Berlin')
  await fillTime(dialog, '2027-03-28T02:30')
  await dialog.getByText('so there is no 02:30 on that day').waitFor()
  expect(await findFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Take 03:00 instead' }).click()
  await dialog.getByText('Sun 28 Mar 2027, 03:00 CEST').waitFor()
  await dialog.getByText('Sun 28 Mar 2027, 01:00 UTC').waitFor()

  await chooseZone(page, 'Australia/Lord_Howe')
  await fillTime(dialog, '2027-04-04T01:45')
  await dialog.getByText('so 01:45 happens twice').waitFor()
  await dialog.getByRole('button', { name: 'Set the appointment' }).click()
  await dialog.getByText('Say which of the two you mean.').waitFor()
  await dialog.getByLabel('The first, 14:45 UTC (the clocks are at UTC+11:00)').waitFor()
  await dialog.getByText('The second, 15:15 UTC (the clocks are at UTC+10:30)').click()
  await dialog.getByText('Sat 3 Apr 2027, 15:15 UTC').waitFor()
  expect(await findFaults(page)).toEqual([])
  // By keyboard: what is asked once more has the focus, on the answer that changes nothing.
  await dialog.getByRole('button', { name: 'Set the appointment' }).press('Enter')
  await dialog.getByText('01:45 in Australia/Lord_Howe is in the middle of the night.').waitFor()
  await dialog.locator('button:focus', { hasText: 'Another time' }).waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await dialog.getByText('Sat 3 Apr 2027, 15:15 UTC').waitFor()
  await dialog.getByText('Take the calendar file along.').waitFor()
  expect(browser.complaints).toEqual([])
})
