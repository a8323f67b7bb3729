import { describe, expect } from 'vitest'
import { it } from '../../support/fixtures.ts'
import { sweepDeadlines } from '../../../server/submissions/sweep-deadlines.ts'
import { pasteIntoEditor, waitUntilSaved } from '../../support/browser/browser.ts'
import { goExercise } from '../../support/server/test-server.ts'

const hourMs = 3_600_000

describe('the clock runs out', () => {
  it('with the browser closed: what was saved is submitted, as of the deadline', async ({
    server,
    browser,
  }) => {
    const { link, invitationId, visitor } = await server.candidate({ exerciseId: goExercise })
    const page = await browser.open()
    await page.goto(link)
    await page.getByRole('button', { name: /start now/i }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^start/i })
      .click()
    await page.locator('.monaco-editor .view-line').first().waitFor()
    const startedAt = server.clock.current.getTime()
    await pasteIntoEditor(page, 'package main\n\n// the last thing I wrote\n')
    await page
      .getByText(/^Saved \S+ ago|^Saved just now|^Saved$/)
      .first()
      .waitFor()
    await waitUntilSaved(page)
    const attemptId = page.url().split('/').at(-1) ?? ''
    await page.context().close()

    server.clock.advance(2 * hourMs + 61_000)
    await sweepDeadlines(server.deps)
    const receipt = await visitor.must('getReceipt', { params: { attemptId } })
    expect(receipt).toMatchObject({
      by: 'deadline',
      submittedAt: new Date(startedAt + 2 * hourMs).toISOString(),
    })

    const later = await browser.open()
    await later.goto(link)
    await later.waitForURL(`**/invitations/${invitationId}`)
    await later.getByRole('link', { name: /receipt/i }).click()
    await later.getByText(receipt.treeSha256).waitFor()
    expect(browser.complaints).toEqual([])
  })

  it('with the browser open: the editor closes, and the receipt appears by itself', async ({
    server,
    browser,
  }) => {
    const { link } = await server.candidate({ exerciseId: goExercise })
    const page = await browser.open()
    await page.goto(link)
    await page.getByRole('button', { name: /start now/i }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^start/i })
      .click()
    await page.locator('.monaco-editor .view-line').first().waitFor()
    await page.getByRole('button', { name: 'Time left: 2 h 00 min' }).click()
    await page.getByRole('button', { name: 'Time left is hidden' }).waitFor()
    server.clock.advance(hourMs)
    await page.reload()
    await page.getByRole('button', { name: 'Time left is hidden' }).waitFor()
    expect(await page.getByText('1 h 00 min').count()).toBe(0)
    server.clock.advance(hourMs - 4 * 60_000)
    await page.reload()
    // Near the end it is shown to everybody.
    await page.getByRole('button', { name: /^Time left: [34]:\d\d$/ }).waitFor()
    server.clock.advance(4 * 60_000)
    await page.reload()
    await page
      .getByText(/time is over/i)
      .first()
      .waitFor()
    server.clock.advance(61_000)
    await sweepDeadlines(server.deps)
    await page.waitForURL('**/receipt')
    expect(browser.complaints).toEqual([])
  })
})
