import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { issueStaffLink } from '../../../server/staff/staff-links.ts'
import { openBrowser, type TestBrowser } from '../../support/browser/browser.ts'
import { reviewFirst } from '../../support/browser/review-page.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'
import { startTestWorker } from '../../support/worker/test-worker.ts'

let server: TestServer
let worker: { stop(): Promise<void> }
let browser: TestBrowser
beforeAll(async () => {
  server = await startTestServer({ time: 'database' })
  worker = await startTestWorker(server)
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser.close()
  await worker.stop()
  await server.stop()
})

async function becomeAdmin(): Promise<Page> {
  const now = await server.deps.clock.now()
  const link = await issueStaffLink(server.deps, server.deps.db, { purpose: 'first_admin', now })
  const page = await browser.open()
  await page.goto(link)
  await page.getByLabel('Your name').fill('Ada Boss')
  await page.getByLabel('Mail address').fill('ada@firma.example')
  await page.getByLabel(/^Password/).fill('correct horse battery')
  await page.getByRole('button', { name: /^Create/ }).click()
  await page.waitForURL('**/board')
  return page
}

/** Invited by the admin on the page of people, and signed in by the link that was handed over. */
async function inviteReviewer(admin: Page, name: string): Promise<Page> {
  await admin.getByRole('link', { name: 'People' }).click()
  await admin.getByRole('button', { name: 'Invite a colleague' }).click()
  const dialog = admin.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Mail address').fill(`${name.toLowerCase()}@firma.example`)
  await dialog.getByRole('button', { name: 'Invite' }).click()
  const link = await dialog.locator('input[readonly]').inputValue()
  await dialog.getByRole('button', { name: 'Done' }).click()
  const page = await browser.open()
  await page.goto(link)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/reviews')
  return page
}

async function choose(page: Page, field: string, options: readonly string[]): Promise<void> {
  await page.getByRole('dialog').getByRole('combobox', { name: field }).click()
  for (const name of options) await page.getByRole('option', { name }).click()
  await page.keyboard.press('Tab')
}

async function openPosition(admin: Page, reviewers: readonly string[]): Promise<void> {
  await admin.getByText('Begin with a position').waitFor()
  await admin.getByRole('link', { name: 'To the positions' }).click()
  await admin.getByRole('button', { name: 'Open a position' }).click()
  const drawer = admin.getByRole('dialog')
  await drawer.getByRole('button', { name: 'Open the position' }).click()
  await drawer.getByText('Write a title').waitFor()
  await drawer.getByLabel('Title').fill('Backend engineer')
  await choose(admin, 'Exercises', ['The seed desk'])
  await choose(admin, 'Reviewers', reviewers)
  await drawer.getByRole('button', { name: 'Add one' }).click()
  await drawer.getByLabel('Focus attribute 1', { exact: true }).fill('TypeScript')
  await drawer.getByRole('button', { name: 'Open the position' }).click()
  await drawer.waitFor({ state: 'hidden' })
}

async function invite(admin: Page): Promise<string> {
  await admin.getByRole('link', { name: 'Board' }).click()
  await admin.getByRole('button', { name: 'Invite a candidate' }).click()
  await choose(admin, 'Position', ['Backend engineer'])
  await choose(admin, 'Exercise', ['The seed desk'])
  const drawer = admin.getByRole('dialog')
  await drawer.getByLabel("Candidate's name").fill('Jürgen Müller')
  await drawer.getByLabel("Candidate's mail address").fill('jürgen@müller.example')
  await drawer.locator('button[type=submit]').click()
  const link = await drawer.locator('input[readonly][value*="/i#"]').inputValue()
  await admin.keyboard.press('Escape')
  return link
}

it(
  'an installation without any data leads from the first admin to a graded, reviewed submission',
  { timeout: 240_000 },
  async () => {
    const admin = await becomeAdmin()
    const rita = await inviteReviewer(admin, 'Rita')
    const amir = await inviteReviewer(admin, 'Amir')
    await admin.getByRole('link', { name: 'Board' }).click()
    await openPosition(admin, ['Rita', 'Amir'])
    const link = await invite(admin)

    const candidate = await browser.open()
    await candidate.goto(link)
    await candidate.getByRole('button', { name: /start now/i }).click()
    await candidate
      .getByRole('dialog')
      .getByRole('button', { name: /^start/i })
      .click()
    await candidate.locator('.monaco-editor .view-line').first().waitFor()
    await candidate.getByRole('button', { name: 'Submit' }).click()
    await candidate.getByRole('dialog').getByRole('button', { name: 'Submit for good' }).click()
    await candidate.waitForURL('**/receipt')

    await admin
      .getByText(/\d+ of 14/)
      .first()
      .waitFor({ timeout: 120_000 })
    for (const reviewer of [rita, amir]) await reviewFirst(reviewer, /müller/i)
    await admin.getByText('Reviewed').first().waitFor()
    // Who invited reads the work, and is told why others score it.
    await admin.goto(`${server.url}/reviews`)
    await admin.locator('main a[href^="/reviews/"]').first().click()
    await admin.getByRole('tab', { name: /scorecard/i }).click()
    await admin.getByText('Others review this one').waitFor()
    expect(browser.complaints).toEqual([])
  },
)
