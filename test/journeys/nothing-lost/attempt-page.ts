import type { Page } from 'playwright-core'
import type { Visitor } from '../../support/server/call.ts'
import { eventually } from '../../support/eventually.ts'

/** Opens the link, starts the clock and waits for the editor. Answers the attempt. */
export async function startAttempt(page: Page, link: string): Promise<string> {
  await page.goto(link)
  await page.getByRole('button', { name: /start now/i }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^start/i })
    .click()
  await page.waitForURL('**/attempts/*')
  await waitForEditor(page)
  return page.url().split('/').at(-1) ?? ''
}

export async function waitForEditor(page: Page): Promise<void> {
  await page.locator('.monaco-editor .view-line').first().waitFor()
}

/** Types at the end of the open file, key by key. */
export async function typeAtEnd(page: Page, text: string, delayMs = 0): Promise<void> {
  await page.locator('.monaco-editor .view-lines').first().click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(text, { delay: delayMs })
}

/** Waits until what was typed lies in this browser: a window that is closed before that takes it along. */
export async function untilKept(page: Page, text: string): Promise<void> {
  const isKept = (wanted: string) =>
    new Promise<boolean>((resolve, reject) => {
      const request = indexedDB.open('fairtime', 1)
      request.onerror = () => reject(request.error)
      request.onsuccess = () => {
        const entries = request.result.transaction('outbox').objectStore('outbox').getAll()
        entries.onerror = () => reject(entries.error)
        entries.onsuccess = () => {
          request.result.close()
          resolve(JSON.stringify(entries.result).includes(wanted))
        }
      }
    })
  await eventually(() => page.evaluate(isKept, text))
}

/** Opens a file by its name in the tree. */
export async function openFile(page: Page, path: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Files' }).getByText(path, { exact: true }).click()
  await page.locator(`.file-tab[data-active] button[title="${path}"]`).waitFor()
}

/** What the server has of a file. */
export async function savedText(visitor: Visitor, attemptId: string, path: string): Promise<string> {
  const { files } = await visitor.must('getWorkspace', { params: { attemptId } })
  return files.find((file) => file.path === path)?.content ?? ''
}

export async function untilSaved(
  visitor: Visitor,
  file: { attemptId: string; path: string; text: string },
): Promise<void> {
  await eventually(async () => (await savedText(visitor, file.attemptId, file.path)).includes(file.text))
}

/** What a page complained about, without what a browser says of each request that is refused or finds no line. */
export function realComplaints(complaints: readonly string[]): string[] {
  return complaints.filter((one) => !/Failed to load resource|WebSocket connection/.test(one))
}

/** Lets time pass on the page's wall clock, so that nobody waits ten minutes. Its timers are left alone. */
export async function moveClockByHand(page: Page): Promise<(ms: number) => Promise<void>> {
  await page.addInitScript(() => {
    const now = Date.now
    let passedMs = 0
    Date.now = () => now() + passedMs
    addEventListener('pass', (event) => {
      if (event instanceof CustomEvent) passedMs += Number(event.detail)
    })
  })
  return (ms) => page.evaluate((detail) => void dispatchEvent(new CustomEvent('pass', { detail })), ms)
}
