import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sweepDeadlines } from '../../../server/submissions/sweep-deadlines.ts'
import {
  openBrowser,
  pasteIntoEditor,
  waitUntilSaved,
  type TestBrowser,
} from '../../support/browser/browser.ts'
import { eventually } from '../../support/eventually.ts'
import { goExercise, startTestServer, type TestServer } from '../../support/server/test-server.ts'
import { openWorkspace, savedFile } from '../../support/browser/workspace-page.ts'
import { openFile, typeAtEnd, untilSaved, waitForEditor } from './attempt-page.ts'

let server: TestServer
let browser: TestBrowser
beforeAll(async () => {
  server = await startTestServer()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
})

const large = JSON.stringify(Array(40_000).fill('germination'))

async function newFile(page: Page, path: string): Promise<void> {
  await page.getByRole('button', { name: 'New file' }).click()
  await page.getByLabel('Path').fill(path)
  await page.getByRole('dialog').getByRole('button', { name: 'New file' }).click()
  await page.locator(`.file-tab[data-active] button[title="${path}"]`).waitFor()
}

/** Leaves a save in this browser, as an earlier page did that could not send it. */
async function leaveInOutbox(page: Page, entry: object): Promise<void> {
  await page.evaluate(
    (value) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('fairtime', 1)
        request.onsuccess = () => {
          const transaction = request.result.transaction('outbox', 'readwrite')
          transaction.objectStore('outbox').put(value)
          transaction.oncomplete = () => resolve()
          transaction.onerror = () => reject(transaction.error)
        }
      }),
    entry,
  )
}

const banner = (page: Page, words: RegExp) => page.locator('.banner').getByText(words)
const dirty = { clientId: '7d444840-9dc0-41d1-8245-5ffdce74fad2', seq: 3, baseRevision: 0 }

describe('a file that cannot be saved', () => {
  it.each([
    ['large', large, /"testdata\/answers\.json" is not saved: it is 547 KiB, and a file may have 512 KiB/],
    ['nul', 'line\n a\0b', /"testdata\/answers\.json" is not saved: it holds a NUL character \(in line 2\)/],
  ])(
    '%s: is named, holds up nothing, is there after a reload, and the receipt names it',
    async (_name, text, words) => {
      const opened = await openWorkspace(server, browser, { exerciseId: goExercise })
      const { page, attemptId, visitor } = opened
      await newFile(page, 'testdata/answers.json')
      await pasteIntoEditor(page, text)
      await banner(page, words).waitFor()
      await page.getByText('1 file not saved').waitFor()
      await openFile(page, 'handler.go')
      await typeAtEnd(page, '\n// MY LINE\n')
      await untilSaved(visitor, { attemptId, path: 'handler.go', text: '// MY LINE' })
      await page.keyboard.press('Control+Enter')
      await page.getByText('the newest text of "testdata/answers.json" is not in them').waitFor()
      await eventually(
        async () => (await visitor.must('listRuns', { params: { attemptId } })).runs.length === 1,
      )

      await page.reload()
      await waitForEditor(page)
      await banner(page, words).waitFor()
      await page.getByRole('navigation', { name: 'Files' }).getByText('answers.json').click()
      await page
        .getByText(text === large ? 'germination' : 'line')
        .first()
        .waitFor()
      await page.getByRole('button', { name: 'Submit' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText('The newest text of "testdata/answers.json" is not handed in').waitFor()
      await dialog.getByRole('button', { name: 'Submit for good' }).click()
      await page.waitForURL('**/receipt')
      await page.getByText('The newest text of one file is not in what was handed in.').waitFor()
      expect(await savedFile(opened, 'testdata/answers.json')).toBe('')
    },
  )

  it('left open until the time is over: the others are submitted, and the receipt names it', async () => {
    const { page, attemptId, visitor } = await openWorkspace(server, browser, { exerciseId: goExercise })
    await newFile(page, 'big.txt')
    await pasteIntoEditor(page, large)
    await banner(page, /"big\.txt" is not saved/).waitFor()
    await openFile(page, 'handler.go')
    await typeAtEnd(page, '\n// in time\n')
    await untilSaved(visitor, { attemptId, path: 'handler.go', text: '// in time' })
    await page.close()
    server.clock.advance(2 * 3_600_000 + 62_000)
    await sweepDeadlines(server.deps)
    const { receipt } = await visitor.must('getSubmissionPage', { params: { attemptId } })
    expect(receipt.unsaved).toMatchObject([{ path: 'big.txt', reason: expect.stringContaining('512 KiB') }])
    const { files } = await visitor.must('getPreview', { params: { attemptId } })
    expect(files.find(({ path }) => path === 'handler.go')?.content).toContain('// in time')
  })

  it('too much in all: is saved by itself, whole, when another file is deleted, also after a reload', async () => {
    const opened = await openWorkspace(server, browser, { exerciseId: goExercise })
    const { page, attemptId, visitor } = opened
    const part = 'x'.repeat(480_000)
    const changes = [1, 2, 3, 4].map((at) => ({
      kind: 'write' as const,
      path: `part${at}.json`,
      content: part,
    }))
    for (const [at, change] of changes.entries())
      await visitor.must('saveWorkspace', {
        params: { attemptId },
        body: { clientId: crypto.randomUUID(), seq: at + 1, changes: [change] },
      })
    await page.reload()
    await waitForEditor(page)
    await newFile(page, 'fifth.json')
    await pasteIntoEditor(page, 'y'.repeat(480_000))
    await banner(page, /"fifth\.json" is not saved: all files together would be 2\.3 MiB/).waitFor()
    await page.reload()
    await waitForEditor(page)
    await banner(page, /"fifth\.json" is not saved/).waitFor()
    await page.getByRole('button', { name: 'More for part1.json' }).click({ force: true })
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await waitUntilSaved(page)
    await eventually(async () => (await savedFile(opened, 'fifth.json')).length === 480_000)
    expect(await banner(page, /not saved/).count()).toBe(0)
  })
})

describe('what an earlier page left on this computer', () => {
  it('is shown, named and never dropped, whatever its size or shape', async () => {
    const { page, attemptId, visitor } = await openWorkspace(server, browser, { exerciseId: goExercise })
    const write = (path: string, content: string) => ({ kind: 'write', path, content })
    await leaveInOutbox(page, {
      ...dirty,
      attemptId,
      changes: [write('old.json', large), write('old.txt', 'old')],
    })
    await leaveInOutbox(page, {
      ...dirty,
      attemptId,
      seq: 4,
      edits: [{ path: 'notes.md', text: 'precious' }],
    })
    await page.reload()
    await waitForEditor(page)
    await banner(page, /"old\.json" is not saved/).waitFor()
    await untilSaved(visitor, { attemptId, path: 'old.txt', text: 'old' })
    await openFile(page, 'old.json')
    await page.getByText('germination').first().waitFor()
    await banner(page, /Unsent changes of "notes\.md" lie on this computer/).waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download them' }).click(),
    ])
    expect(await readFile(await download.path(), 'utf8')).toContain('precious')
    await page.reload()
    await banner(page, /Unsent changes of "notes\.md"/).waitFor()
    await page.getByRole('button', { name: 'I need them no more' }).click()
    await banner(page, /Unsent changes/).waitFor({ state: 'detached' })
    await page.reload()
    await banner(page, /"old\.json" is not saved/).waitFor()
    expect(await banner(page, /Unsent changes/).count()).toBe(0)
    expect(browser.complaints).toEqual([])
  })
})
