import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readZip } from '../../server/workspaces/zip/read-zip.ts'
import { writeZip } from '../../server/workspaces/zip/write-zip.ts'
import { openGitClient, type GitClient } from '../server/workspaces/git/git-client.ts'
import { openBrowser, waitUntilSaved, type TestBrowser } from '../support/browser/browser.ts'
import { goExercise, startTestServer, type TestServer } from '../support/server/test-server.ts'
import {
  openFile,
  realComplaints,
  savedText,
  startAttempt,
  typeAtEnd,
  untilSaved,
  waitForEditor,
} from './nothing-lost/attempt-page.ts'

let server: TestServer
let browser: TestBrowser
let git: GitClient
beforeAll(async () => {
  server = await startTestServer()
  browser = await openBrowser()
  git = await openGitClient()
})
afterAll(async () => {
  await git.close()
  await browser.close()
  await server.stop()
})

const path = 'handler.go'
const here = (name: string) => join(git.folder, name)
async function commit(name: string, text: string, message: string): Promise<void> {
  await writeFile(here(name), text)
  await git.must('add', '--all')
  await git.must('commit', '-q', '-m', message)
}

describe('browser, git and zip in one attempt', () => {
  it('each goes on from where the other was; what both changed is shown side by side and chosen', async () => {
    const { link, visitor } = await server.candidate({ exerciseId: goExercise })
    const page = await browser.open()
    const attemptId = await startAttempt(page, link)
    await typeAtEnd(page, '\n// begun in the browser\n')
    await waitUntilSaved(page)

    await page.getByRole('button', { name: 'Use your own tools' }).click()
    await page.getByRole('button', { name: 'Show my clone command' }).click()
    const command = await page.locator('input[readonly][value^="git clone"]').inputValue()
    await page.keyboard.press('Escape')
    await git.must('clone', '-q', command.split(' ')[2] ?? '', '.')
    expect(await readFile(here(path), 'utf8')).toContain('// begun in the browser')

    // From git into the open page, without a reload.
    await commit('notes.md', 'from my own editor\n', 'Notes')
    await git.must('push', '-q')
    await page.getByText(/Changed elsewhere and now here too: .*notes\.md/).waitFor()
    await openFile(page, 'notes.md')
    await page.locator('.view-line').getByText('from my own editor').waitFor()

    // A push while the page holds unsent edits of the same file: neither is lost, and nobody chooses but its author.
    await openFile(page, path)
    await page.route('**/saves', (route) => route.abort())
    await typeAtEnd(page, '// unsent in the browser\n')
    await page.getByText(/^Offline/).waitFor()
    await commit(path, `${await readFile(here(path), 'utf8')}// pushed meanwhile\n`, 'Meanwhile')
    await git.must('push', '-q')
    await page.unroute('**/saves')
    await page.getByText('1 version is kept apart.').waitFor()
    const pushed = await savedText(visitor, attemptId, path)
    expect(pushed).toContain('// pushed meanwhile')
    expect(pushed).not.toContain('// unsent in the browser')
    await page.getByRole('button', { name: 'Compare and choose' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Typed in this window').waitFor()
    await dialog.locator('.view-line').getByText('// unsent in the browser').waitFor()
    await dialog.locator('.view-line').getByText('// pushed meanwhile').waitFor()
    await page.getByRole('button', { name: 'Use this version' }).click()
    await dialog.getByText('You used it.').waitFor()
    await page.keyboard.press('Escape')
    await untilSaved(visitor, { attemptId, path, text: '// unsent in the browser' })

    // A push on top of an older state is turned away, and a pull brings what the browser did as a commit.
    await commit('plan.md', 'a plan\n', 'Plan')
    const refused = await git.run('push', '-q')
    expect(refused.code).not.toBe(0)
    expect(refused.stderr).toMatch(/fetch first|non-fast-forward/)
    await git.must('pull', '-q', '--no-rebase', '--no-edit')
    expect(await readFile(here(path), 'utf8')).toContain('// unsent in the browser')
    await git.must('push', '-q')
    await untilSaved(visitor, { attemptId, path: 'plan.md', text: 'a plan' })
    const log = await git.must('log', '--format=%s')
    for (const message of ['Notes', 'Meanwhile', 'Plan']) expect(log).toContain(message)

    // The third way: down as an archive, changed, and up again.
    await page.getByText(/Changed elsewhere and now here too: .*plan\.md/).waitFor()
    await page.getByRole('button', { name: 'Use your own tools' }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download zip' }).click(),
    ])
    const { files } = await readZip(await readFile(await download.path()))
    expect(files.get('plan.md')).toBe('a plan\n')
    files.set('from-zip.txt', 'by archive\n')
    files.delete('plan.md')
    const buffer = await writeZip(files, { folder: 'mine', at: new Date() })
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Upload zip' }).click(),
    ])
    await chooser.setFiles({ name: 'mine.zip', mimeType: 'application/zip', buffer })
    const preview = page.getByText('mine.zip would change 2 files:').locator('..')
    await preview.getByText('from-zip.txt').waitFor()
    await preview.getByText('plan.md').waitFor()
    expect(await savedText(visitor, attemptId, 'from-zip.txt')).toBe('')
    await page.getByRole('button', { name: 'Take these changes' }).click()
    await untilSaved(visitor, { attemptId, path: 'from-zip.txt', text: 'by archive' })
    await waitForEditor(page)
    await openFile(page, 'from-zip.txt')
    await git.must('pull', '-q', '--no-rebase', '--no-edit')
    expect(await readFile(here('from-zip.txt'), 'utf8')).toBe('by archive\n')
    await expect(readFile(here('plan.md'), 'utf8')).rejects.toThrow('ENOENT')

    await page.getByRole('button', { name: 'Submit' }).click()
    await page.getByRole('button', { name: 'Submit for good' }).click()
    await page.waitForURL('**/receipt')
    const preserved = await visitor.must('getPreview', { params: { attemptId } })
    const submitted = new Map(preserved.files.map((file) => [file.path, file.content]))
    expect([...submitted.keys()]).toEqual(expect.arrayContaining(['notes.md', 'from-zip.txt']))
    expect(submitted.get(path)).toContain('// begun in the browser')
    expect(submitted.get(path)).toContain('// unsent in the browser')
    expect(realComplaints(browser.complaints)).toEqual([])
  })
})
