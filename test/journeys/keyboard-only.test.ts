import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, waitUntilSaved, type TestBrowser } from '../support/browser/browser.ts'
import { focused, tabTo } from '../support/browser/keyboard.ts'
import { startTestServer, typescriptExercise, type TestServer } from '../support/server/test-server.ts'
import { startTestWorker } from '../support/worker/test-worker.ts'

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

describe('the whole way with the keyboard alone', () => {
  it('from the invitation to the notes', { timeout: 240_000 }, async () => {
    const { link } = await server.candidate({ exerciseId: typescriptExercise })
    const page = await browser.open()
    const keys = page.keyboard
    await page.goto(link)
    await page.getByRole('button', { name: /start now/i }).waitFor()

    await tabTo(page, /^button Start now/)
    await keys.press('Enter')
    await page.getByRole('dialog').waitFor()
    await tabTo(page, /^button Start/)
    await keys.press('Enter')
    await page.locator('.monaco-editor .view-line').first().waitFor()

    // Into the editor, and out of it again: Tab writes a tab there until it is told to move on.
    await tabTo(page, /^textbox .*|^textarea .*/)
    await keys.press('Control+Home')
    await keys.type('// typed without a mouse')
    await keys.press('Enter')
    await waitUntilSaved(page)
    await keys.press('Tab')
    expect(await focused(page)).toMatch(/^text/)
    await keys.press('Control+m')
    await keys.press('Tab')
    expect(await focused(page)).not.toMatch(/editor content/i)
    await keys.press('Control+Enter')
    await page.getByText('Tests failed').first().waitFor({ timeout: 60_000 })

    await tabTo(page, /^button Submit$/, 120)
    await keys.press('Enter')
    await page.getByRole('dialog').waitFor()
    await tabTo(page, /^button Submit for good/)
    await keys.press('Enter')
    await page.waitForURL('**/receipt')

    await page.getByRole('heading', { name: /a few words beside your code/i }).waitFor()
    await tabTo(page, /^textarea What did you decide/)
    await keys.type('Kept it small.')
    await page.getByText('Saved.', { exact: true }).waitFor()
    await tabTo(page, /^a See what they will see/)
    await keys.press('Enter')
    await page.getByText('Kept it small.').waitFor()
    await tabTo(page, /^a Back to your receipt/)
    await keys.press('Enter')
    await page.waitForURL('**/receipt')
    expect(browser.complaints).toEqual([])
  })
})
