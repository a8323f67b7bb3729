import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { it } from '../../support/fixtures.ts'
import { issueStaffLink } from '../../../server/staff/staff-links.ts'
import { findFaults } from '../../support/browser/accessibility.ts'
import { type TestBrowser } from '../../support/browser/browser.ts'
import { goExercise, type TestServer } from '../../support/server/test-server.ts'

async function openBoard(server: TestServer, browser: TestBrowser): Promise<Page> {
  const email = `${randomUUID()}@x.example`
  const staffId = await server.deps.auth.createMember({ name: 'Rosa Recruiter', email, roles: ['recruiter'] })
  const now = server.clock.current
  const page = await browser.open()
  await page.goto(await issueStaffLink(server.deps, server.deps.db, { purpose: 'sign_in', staffId, now }))
  await page.getByRole('button', { name: 'Sign in' }).click()
  return page
}

it(
  'in light and in dark, time given on the board is told to the candidate at once, and staff see that it was read',
  { timeout: 120_000 },
  async ({ server, browser }) => {
    // The board shows the newest first.
    server.clock.advance(1_000)
    const { link } = await server.candidate({ exerciseId: goExercise })
    const page = await browser.open()
    await page.goto(link)
    await page.getByRole('button', { name: /start now/i }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^start/i })
      .click()
    await page.locator('.monaco-editor .view-line').first().waitFor()

    const board = await openBoard(server, browser)
    await board
      .getByRole('button', { name: /^Actions for/ })
      .first()
      .click()
    await board.getByRole('menuitem', { name: 'Time' }).click()
    const drawer = board.getByRole('dialog')
    await drawer.getByText('None so far.').waitFor()
    await drawer.getByLabel('Minutes').fill('7')
    await drawer.getByLabel('Because').fill('you were disturbed by the fire alarm')
    await drawer.getByRole('button', { name: 'Give time' }).click()

    const notice = page.getByText(
      /^7 minutes were given back to you: you were disturbed by the fire alarm\. You now have until \d\d:\d\d \(.+\)\.$/,
    )
    await notice.waitFor()
    await page.getByLabel('Time left: 2 h 07 min').waitFor()
    const found = await findFaults(page)
    await drawer.getByText('Not yet read by the candidate').waitFor()
    found.push(...(await findFaults(board)))
    expect(found).toEqual([])

    await page.getByRole('button', { name: 'I have read this' }).click()
    await notice.waitFor({ state: 'detached' })
    await drawer.getByText(/^Read by the candidate/).waitFor()
    await drawer.getByRole('button', { name: /^Take back 7 minutes/ }).click()
    await drawer.getByText(/^Taken back/).waitFor()
    await page.getByLabel('Time left: 2 h 00 min').waitFor()
    expect(browser.complaints).toEqual([])
  },
)
