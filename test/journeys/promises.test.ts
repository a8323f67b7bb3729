import type { Page } from 'playwright-core'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { findFaults } from '../support/browser/accessibility.ts'
import type { TestBrowser } from '../support/browser/browser.ts'
import { itWith } from '../support/fixtures.ts'
import type { Visitor } from '../support/server/call.ts'

const it = itWith({ time: 'database', organisationZone: 'Europe/Berlin' })

async function pageOf(browser: TestBrowser, visitor: Visitor, path: string, zone?: string): Promise<Page> {
  const page = await browser.open(zone === undefined ? {} : { zone })
  const cookies = visitor.cookieHeader.split('; ').map((pair) => {
    const at = pair.indexOf('=')
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: visitor.url }
  })
  await page.context().addCookies(cookies)
  await page.goto(`${visitor.url}${path}`)
  return page
}

it('a calendar is written with the holidays of a place, and a position counts by it', async ({
  server,
  browser,
}) => {
  const recruiter = await server.staff('recruiter')
  await server.position()
  const page = await pageOf(browser, recruiter, '/positions')
  await page.getByRole('link', { name: 'Business calendars' }).click()
  await page.getByText('close of business 17:00 in Europe/Berlin').waitFor()
  await page.getByRole('button', { name: 'New calendar' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('textbox', { name: 'Name' }).fill('Berlin office')
  await drawer.getByLabel('Holidays').fill('25.12.2026 Christmas')
  for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'])
    await drawer.getByLabel(day).uncheck()
  await drawer.getByRole('button', { name: 'Make the calendar' }).click()
  await drawer.getByText('Choose at least one day').waitFor()
  await drawer.getByText('does not begin with a date such as 2026-12-25').waitFor()
  for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'])
    await drawer.getByLabel(day).check()
  await drawer.getByLabel('Holidays').fill('2026-12-24 We are closed')
  await drawer.getByRole('combobox', { name: 'Country' }).fill('Germany')
  await page.getByRole('option', { name: 'Germany' }).click()
  await drawer.getByRole('combobox', { name: 'Part of it' }).fill('Berlin')
  await page.getByRole('option', { name: 'Berlin', exact: true }).click()
  for (const [label, year] of [
    ['From', '2026'],
    ['To', '2027'],
  ] as const)
    await drawer.getByLabel(label, { exact: true }).fill(year)
  await drawer.getByRole('button', { name: 'Add them to the list' }).click()
  await drawer.getByText('20 public holidays are in the list above').waitFor()
  expect(await drawer.getByLabel('Holidays').inputValue()).toContain('2026-12-24 We are closed\n2026-12-25 ')
  expect(await findFaults(page)).toEqual([])
  await drawer.getByRole('button', { name: 'Make the calendar' }).click()
  await page.getByRole('heading', { name: 'Berlin office' }).waitFor()
  await page.getByText('No position uses it').waitFor()
  expect(await findFaults(page)).toEqual([])

  await page.getByRole('link', { name: 'Positions' }).first().click()
  await page
    .getByRole('button', { name: /^Edit Position/ })
    .first()
    .click()
  await drawer.getByRole('textbox', { name: 'Answer within working days' }).fill('')
  await drawer.getByRole('button', { name: 'Save' }).click()
  await drawer.getByText('Give a whole number of working days').waitFor()
  await drawer.getByRole('textbox', { name: 'Answer within working days' }).fill('3')
  await drawer.getByRole('combobox', { name: 'Business calendar' }).click()
  await page.getByRole('option', { name: 'Berlin office' }).click()
  await drawer.getByRole('button', { name: 'Save' }).click()
  await drawer.waitFor({ state: 'detached' })
  expect((await recruiter.must('listPositions')).positions[0]).toMatchObject({ answerWorkingDays: 3 })
  expect(browser.complaints).toEqual([])
})

it('a broken promise is seen by both sides, and ends with a new date and an answer', async ({
  server,
  browser,
}) => {
  const recruiter = await server.staff('recruiter')
  const { visitor, attemptId } = await server.attempt()
  await visitor.must('submitAttempt', { params: { attemptId } })
  const receipt = `/attempts/${attemptId}/receipt`
  const candidate = await pageOf(browser, visitor, receipt, 'Asia/Tokyo')
  await candidate.getByText('your time (Asia/Tokyo)').waitFor()
  await candidate.getByText('2 working days after the submission').waitFor()
  await sql`update answer_promises set due_at = now() - interval '1 hour' where attempt_id = ${attemptId}`.execute(
    server.deps.db,
  )
  await candidate.reload()
  await candidate.getByText('We are sorry: your answer is late.').waitFor()
  expect(await findFaults(candidate)).toEqual([])

  const board = await pageOf(browser, recruiter, '/board')
  await board.getByRole('button', { name: 'Promise broken' }).click()
  const drawer = board.getByRole('dialog')
  await drawer.getByText('This promise is broken').waitFor()
  expect(await findFaults(board)).toEqual([])
  const sunday = nextSunday()
  await drawer.getByLabel('Working day').fill(sunday)
  await drawer.getByLabel('Because').fill('A reviewer is ill, and another one takes over.')
  await drawer.getByRole('button', { name: 'Tell the candidate' }).click()
  await drawer.getByText('is no working day in the calendar').waitFor()
  await drawer.getByLabel('Working day').fill(dayAfter(sunday))
  await drawer.getByRole('button', { name: 'Tell the candidate' }).click()
  await drawer.getByText('This promise is broken').waitFor({ state: 'detached' })
  await candidate.reload()
  await candidate.getByText('A reviewer is ill, and another one takes over.').waitFor()
  await candidate.getByText('We are sorry that we did not keep').waitFor()

  await drawer.getByRole('button', { name: 'Note it as answered' }).click()
  await drawer.getByRole('button', { name: 'Take that back' }).waitFor()
  await candidate.reload()
  await candidate.getByText('You were answered on').waitFor()
  await drawer.getByRole('button', { name: 'Take that back' }).click()
  await drawer.getByRole('button', { name: 'Note it as answered' }).waitFor()
  // What is refused is said on the page, and the browser notes it too.
  expect(browser.complaints.filter((each) => !each.includes('400 (Bad Request)'))).toEqual([])
})

const dayMs = 24 * 3_600_000
const dayAfter = (date: string) => new Date(Date.parse(date) + dayMs).toISOString().slice(0, 10)

/** At least a day ahead, whatever the zone. */
function nextSunday(): string {
  let date = dayAfter(dayAfter(new Date().toISOString().slice(0, 10)))
  while (new Date(date).getUTCDay() !== 0) date = dayAfter(date)
  return date
}
