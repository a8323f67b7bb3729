import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { it } from '../../support/fixtures.ts'
import { goExercise } from '../../support/server/test-server.ts'
import { startAttempt, typeAtEnd, untilSaved } from './attempt-page.ts'

/** As browsers do with site data blocked: every use of the storage is an error. */
const blockStorage = (page: Page) =>
  page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    }
  })

describe('a browser that keeps nothing', () => {
  it('is named before the clock starts, and the work is saved on the server each second', async ({
    server,
    browser,
  }) => {
    const { link, visitor, invitationId } = await server.candidate({ exerciseId: goExercise })
    const page = await browser.open()
    await blockStorage(page)
    await page.goto(link)
    await page.getByText('This browser keeps nothing for us.').waitFor()
    const before = await visitor.must('getInvitation', { params: { invitationId } })
    expect(before.attempt).toBeNull()

    const attemptId = await startAttempt(page, link)
    await page.getByText(/your work is saved on the server every second/).waitFor()
    const text = 'typed without a single pause, key by key, for five seconds\n'
    await typeAtEnd(page, `\n// ${text}`, 90)
    await untilSaved(visitor, { attemptId, path: 'handler.go', text })
    const { revisions } = await visitor.must('listRevisions', { params: { attemptId } })
    expect(revisions.length).toBeGreaterThan(4)
    expect(browser.complaints).toEqual([])
  })

  it('a browser that does keep things is not troubled', async ({ server, browser }) => {
    const { link } = await server.candidate({ exerciseId: goExercise })
    const page = await browser.open()
    const checked = page.waitForFunction(async () =>
      (await indexedDB.databases()).some((database) => database.name === 'fairtime-check'),
    )
    await page.goto(link)
    await page.getByRole('button', { name: /start now/i }).waitFor()
    await checked
    expect(await page.getByText('This browser keeps nothing for us.').count()).toBe(0)
    expect(browser.complaints).toEqual([])
  })
})
