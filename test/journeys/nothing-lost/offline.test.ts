import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { describe, expect } from 'vitest'
import { it } from '../../support/fixtures.ts'
import { sweepDeadlines } from '../../../server/submissions/sweep-deadlines.ts'
import { readZip } from '../../../server/workspaces/zip/read-zip.ts'
import { waitUntilSaved } from '../../support/browser/browser.ts'
import { eventually } from '../../support/eventually.ts'
import { goExercise, type TestServer } from '../../support/server/test-server.ts'
import {
  moveClockByHand,
  openFile,
  realComplaints,
  savedText,
  startAttempt,
  typeAtEnd,
  untilKept,
  untilSaved,
  waitForEditor,
} from './attempt-page.ts'

describe('offline for ten minutes', () => {
  it('goes on working, says so, holds what would lose something, and merges on return', async ({
    server,
    browser,
  }) => {
    const { link, visitor } = await server.candidate({ exerciseId: goExercise })
    const page = await browser.open()
    const context = page.context()
    const pass = await moveClockByHand(page)
    const attemptId = await startAttempt(page, link)
    const params = { attemptId }
    await typeAtEnd(page, '\n// with a line\n')
    await waitUntilSaved(page)
    const { revision } = await visitor.must('getWorkspace', { params })
    const before = await savedText(visitor, attemptId, 'go.mod')

    await context.setOffline(true)
    await typeAtEnd(page, '// without a line\n')
    await page.getByText(/^Offline/).waitFor()
    expect(await page.getByText(/have not reached the server/).count()).toBe(0)
    await pass(16_000)
    await page.getByText(/have not reached the server for \d+ s/).waitFor()
    await page.getByRole('button', { name: 'Submit' }).click()
    expect(await page.getByRole('button', { name: 'Submit for good' }).isDisabled()).toBe(false)
    await pass(16_000)
    await page.getByText('Handing in is held back', { exact: false }).waitFor()
    expect(await page.getByRole('button', { name: 'Submit for good' }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Keep working' }).click()

    await page.goBack()
    const leaving = page.getByRole('dialog', { name: 'Your newest changes are not saved yet' })
    await leaving.waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      leaving.getByRole('button', { name: 'Download my files' }).click(),
    ])
    const taken = await readZip(await readFile(await download.path()))
    expect(taken.files.get('handler.go')).toContain('// with a line\n// without a line\n')
    await leaving.getByRole('button', { name: 'Stay here' }).click()
    await leaving.waitFor({ state: 'hidden' })

    await pass(10 * 60_000)
    server.clock.advance(10 * 60_000)
    await openFile(page, 'go.mod')
    await typeAtEnd(page, '\n// mine\n')
    // Meanwhile something comes in by another way: into a file of its own, and into one that is written here, too.
    await visitor.must('saveWorkspace', {
      params,
      body: {
        clientId: randomUUID(),
        seq: 1,
        baseRevision: revision,
        changes: [
          { kind: 'write', path: 'pushed.txt', content: 'from a push\n' },
          { kind: 'write', path: 'go.mod', content: `${before}\n// theirs\n` },
        ],
      },
    })

    await context.setOffline(false)
    await page.getByText('1 version is kept apart.').waitFor()
    await untilSaved(visitor, { attemptId, path: 'handler.go', text: '// without a line' })
    expect(await savedText(visitor, attemptId, 'pushed.txt')).toBe('from a push\n')
    expect(await savedText(visitor, attemptId, 'go.mod')).toBe(`${before}\n// theirs\n`)
    const { conflicts } = await visitor.must('listConflictCopies', { params })
    expect(conflicts).toMatchObject([{ reason: 'overtaken', paths: ['go.mod'] }])
    const copyId = conflicts[0]?.id ?? ''
    const conflict = await visitor.must('getConflictCopy', { params: { ...params, copyId } })
    expect(conflict.files[0]?.content).toBe(`${before}\n// mine\n`)
    // Both are on the screen: the file as it is on the server, and the other to choose.
    await page.getByText(/Changed elsewhere and now here too: .*pushed\.txt/).waitFor()
    await page.locator('.view-line').getByText('// theirs').waitFor()
    await page.getByRole('button', { name: 'Compare and choose' }).click()
    await page.getByRole('dialog').getByText('Typed in this window').waitFor()
    await page.getByRole('button', { name: 'Leave it' }).click()
    await page.getByRole('dialog').getByText('You left it.').waitFor()
    await page.keyboard.press('Escape')
    await page.getByText(/have not reached the server/).waitFor({ state: 'detached' })
    expect(realComplaints(browser.complaints)).toEqual([])
  })
})

describe('without a line for a moment, and the window closed', () => {
  it('what could not be sent is sent when the exercise is opened again on this computer', async ({
    server,
    browser,
  }) => {
    const { link, visitor } = await server.candidate({ exerciseId: goExercise })
    const page = await browser.open()
    const attemptId = await startAttempt(page, link)
    await page.context().setOffline(true)
    await typeAtEnd(page, '\n// typed, and the window closed\n')
    await page.getByText(/^Offline/).waitFor()
    await untilKept(page, '// typed, and the window closed')
    const again = await page.context().newPage()
    await page.close()
    await page.context().setOffline(false)
    await again.goto(`${server.url}/attempts/${attemptId}`)
    await waitForEditor(again)
    await untilSaved(visitor, { attemptId, path: 'handler.go', text: '// typed, and the window closed' })
    expect(await again.getByText('Write here instead').count()).toBe(0)
    expect(realComplaints(browser.complaints)).toEqual([])
  })

  it('what could not be sent before the end is kept apart when its browser comes back, another day', async ({
    server,
    browser,
  }) => {
    const { link, visitor } = await server.candidate({ exerciseId: goExercise })
    const page = await browser.open()
    const attemptId = await startAttempt(page, link)
    await typeAtEnd(page, '\n// in time\n')
    await untilSaved(visitor, { attemptId, path: 'handler.go', text: '// in time' })
    await page.context().setOffline(true)
    await typeAtEnd(page, '// the line was cut\n')
    await page.getByText(/^Offline/).waitFor()
    await untilKept(page, '// the line was cut')
    const again = await page.context().newPage()
    await page.close()

    server.clock.advance(2 * 3_600_000 + 61_000)
    await sweepDeadlines(server.deps)
    server.clock.advance(24 * 3_600_000)
    await again.context().setOffline(false)
    await again.goto(`${server.url}/attempts/${attemptId}`)
    await again.waitForURL('**/receipt')
    await again.getByText('A change came after the end').waitFor()
    const [late, ...others] = await lateWritesOf(server, attemptId)
    expect(others).toEqual([])
    expect(JSON.stringify(late?.body)).toContain('// the line was cut')
    expect(late?.late_by_ms).toBe(24 * 3_600_000 + 61_000)
    const { files } = await visitor.must('getPreview', { params: { attemptId } })
    const submitted = files.find(({ path }) => path === 'handler.go')?.content
    expect(submitted).toContain('// in time')
    expect(submitted).not.toContain('// the line was cut')
    await again.reload()
    await again.getByText('A change came after the end').waitFor()
    expect(realComplaints(browser.complaints)).toEqual([])
  })

  it('a page that is open when the end comes without a line sends all that waits once it is back', async ({
    server,
    browser,
  }) => {
    const { link } = await server.candidate({ exerciseId: goExercise })
    const page = await browser.open()
    const attemptId = await startAttempt(page, link)
    await page.context().setOffline(true)
    await typeAtEnd(page, '\n// first\n')
    await page.getByText(/^Offline/).waitFor()
    await openFile(page, 'go.mod')
    await typeAtEnd(page, '\n// second\n')
    server.clock.advance(2 * 3_600_000 + 61_000)
    await sweepDeadlines(server.deps)
    await page.context().setOffline(false)
    await page.waitForURL('**/receipt', { timeout: 60_000 })
    await page.getByText(/came after the end/).waitFor()
    await eventually(async () => {
      const texts = JSON.stringify(await lateWritesOf(server, attemptId))
      return texts.includes('// first') && texts.includes('// second')
    })
    expect((await lateWritesOf(server, attemptId)).length).toBeLessThanOrEqual(2)
    expect(realComplaints(browser.complaints)).toEqual([])
  })
})

const lateWritesOf = (server: TestServer, attemptId: string) =>
  server.deps.db
    .selectFrom('late_writes')
    .select(['late_by_ms', 'body'])
    .where('attempt_id', '=', attemptId)
    .execute()
