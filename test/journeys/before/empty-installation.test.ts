import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { issueStaffLink } from '../../../server/staff/staff-links.ts'
import { findFaults } from '../../support/browser/accessibility.ts'
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

async function becomeAdmin(page: Page): Promise<void> {
  const now = await server.deps.clock.now()
  const link = await issueStaffLink(server.deps, server.deps.db, { purpose: 'first_admin', now })
  await page.goto(link)
  await page.getByLabel('Your name').fill('Ada Boss')
  await page.getByLabel('Mail address').fill('ada@firma.example')
  await page.getByLabel(/^Password/).fill('correct horse battery')
  await page.getByRole('button', { name: /^Create/ }).click()
  await page.waitForURL('**/board')
}

/** Every press that a person would make, told by the page itself; typing, the Tab key and the Enter key are none. */
async function countClicks(page: Page): Promise<() => Promise<number>> {
  let before = 0
  await page.exposeFunction('countClick', () => (before += 1))
  await page.addInitScript(
    "addEventListener('click', (event) => event.isTrusted && event.detail > 0 && countClick(), true)",
  )
  return () => Promise.resolve(before)
}

const guideOf = (page: Page) => page.getByRole('region', { name: 'First steps' })
const stepsDone = (page: Page) => guideOf(page).locator('li[data-state=done]')

async function nameTheOrganisation(admin: Page): Promise<void> {
  await guideOf(admin).getByRole('button', { name: 'Set them' }).click()
  const dialog = admin.getByRole('dialog')
  await dialog.getByLabel('Name of the organisation').fill('Seedlings GmbH')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await stepsDone(admin).nth(0).waitFor()
}

/** Answers the link that the admin hands over. */
async function addReviewer(admin: Page, open: Locator, name: string): Promise<string> {
  await open.click()
  const dialog = admin.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Mail address').fill(`${name.toLowerCase()}@firma.example`)
  await dialog.getByRole('button', { name: 'Invite' }).click()
  const link = await dialog.locator('input[readonly]').inputValue()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await dialog.waitFor({ state: 'hidden' })
  return link
}

async function choose(page: Page, field: string, options: readonly string[]): Promise<void> {
  await page.getByRole('dialog').getByRole('combobox', { name: field }).click()
  for (const name of options) await page.getByRole('listbox').getByRole('option', { name }).click()
  await page.keyboard.press('Tab')
}

async function openPosition(admin: Page): Promise<void> {
  await guideOf(admin).getByRole('button', { name: 'Open the first position' }).click()
  const drawer = admin.getByRole('dialog')
  await drawer.getByLabel('Title').fill('Backend engineer')
  await choose(admin, 'Exercises', ['The seed desk'])
  await drawer.getByRole('button', { name: 'Open the position' }).click()
  await drawer.waitFor({ state: 'hidden' })
}

/** With one position and one exercise, both are chosen already. */
async function invite(admin: Page): Promise<string> {
  await guideOf(admin).getByRole('button', { name: 'Invite the first candidate' }).click()
  const drawer = admin.getByRole('dialog')
  await drawer.getByText('One person alone in the reviewer pool').waitFor()
  await drawer.getByLabel("Candidate's name").fill('Jürgen Müller')
  await drawer.getByLabel("Candidate's mail address").fill('jürgen@müller.example')
  await drawer.locator('button[type=submit]').click()
  return drawer.locator('input[readonly][value*="/i#"]').inputValue()
}

/** The second reviewer comes later, by the pages that are always there. */
async function joinPool(admin: Page, name: string): Promise<string> {
  await admin.getByRole('link', { name: 'People' }).click()
  const link = await addReviewer(admin, admin.getByRole('button', { name: 'Invite a colleague' }), name)
  await admin.getByRole('link', { name: 'Positions' }).click()
  await admin.getByRole('button', { name: 'Edit Backend engineer' }).click()
  await choose(admin, 'Reviewers', [name])
  const drawer = admin.getByRole('dialog')
  await drawer.getByRole('button', { name: 'Add one' }).click()
  await drawer.getByLabel('Focus attribute 1', { exact: true }).fill('TypeScript')
  expect(await findFaults(admin)).toEqual([])
  await drawer.getByRole('button', { name: 'Save' }).click()
  await drawer.waitFor({ state: 'hidden' })
  return link
}

async function signIn(link: string): Promise<Page> {
  const page = await browser.open()
  await page.goto(link)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/reviews')
  return page
}

it(
  'an installation without any data leads from the first admin to a graded, reviewed submission',
  { timeout: 240_000 },
  async () => {
    const admin = await browser.open()
    const clicks = await countClicks(admin)
    const startedAt = performance.now()
    await becomeAdmin(admin)
    await guideOf(admin).waitFor()
    expect(await findFaults(admin)).toEqual([])
    await nameTheOrganisation(admin)
    const ritasLink = await addReviewer(
      admin,
      guideOf(admin).getByRole('button', { name: 'Add a colleague' }),
      'Rita',
    )
    await stepsDone(admin).nth(1).waitFor()
    await openPosition(admin)
    await stepsDone(admin).nth(2).waitFor()
    // Come back to later, it is where it was left.
    await admin.reload()
    await stepsDone(admin).nth(2).waitFor()
    const link = await invite(admin)
    const figures = { clicks: await clicks(), seconds: (performance.now() - startedAt) / 1_000 }
    console.info(`empty installation to the first invitation: ${JSON.stringify(figures)}`)
    expect(figures.clicks).toBeLessThanOrEqual(12)
    await admin.getByRole('dialog').getByRole('button', { name: 'Done' }).click()
    await guideOf(admin).waitFor({ state: 'hidden' })
    const rita = await signIn(ritasLink)
    const amir = await signIn(await joinPool(admin, 'Amir'))
    await admin.getByRole('link', { name: 'Board' }).click()

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
    await admin.locator('.board-rows').getByText('Reviewed').first().waitFor()
    // Who invited reads the work, and is told why others score it.
    await admin.goto(`${server.url}/reviews`)
    await admin.locator('main a[href^="/reviews/"]').first().click()
    await admin.getByRole('tab', { name: /scorecard/i }).click()
    await admin.getByText('Others review this one').waitFor()
    expect(browser.complaints).toEqual([])
  },
)
