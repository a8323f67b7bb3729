import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openGitClient, type GitClient } from '../server/workspaces/git/git-client.ts'
import { openBrowser, type TestBrowser } from '../support/browser/browser.ts'
import { sweepDeadlines } from '../../server/submissions/sweep-deadlines.ts'
import { goExercise, startTestServer, type TestServer } from '../support/server/test-server.ts'

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

describe('the whole way with git alone', () => {
  it('start in the page, then clone, commit, push; what was pushed last is submitted at the end', async () => {
    const { link, visitor } = await server.candidate({ exerciseId: goExercise })
    const page = await browser.open()
    await page.goto(link)
    await page.getByRole('button', { name: /start now/i }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^start/i })
      .click()
    await page.getByRole('button', { name: 'Use your own tools' }).click()
    await page.getByRole('button', { name: 'Show my clone command' }).click()
    const command = await page.locator('input[readonly][value^="git clone"]').inputValue()
    const attemptId = page.url().split('/').at(-1) ?? ''
    await page.context().close()

    const [, , address = ''] = command.split(' ')
    await git.must('clone', '-q', address, '.')
    const file = join(git.folder, 'handler.go')
    const starter = await readFile(file, 'utf8')
    await writeFile(file, `${starter}\n// first\n`)
    await git.must('commit', '-qam', 'First step')
    await git.must('push', '-q')
    await writeFile(file, `${starter}\n// second\n`)
    await git.must('commit', '-qam', 'Second step')
    await git.must('push', '-q')
    await writeFile(file, `${starter}\n// too late\n`)
    await git.must('commit', '-qam', 'Too late')

    server.clock.advance(2 * 3_600_000 + 61_000)
    await sweepDeadlines(server.deps)
    const refused = await git.run('push', '-q')
    expect(refused.code).not.toBe(0)
    expect(refused.stderr).toMatch(/time is over/i)

    const receipt = await visitor.must('getReceipt', { params: { attemptId } })
    expect(receipt.by).toBe('deadline')
    const { files } = await visitor.must('getPreview', { params: { attemptId } })
    expect(files.find(({ path }) => path === 'handler.go')?.content).toBe(`${starter}\n// second\n`)
    expect(browser.complaints).toEqual([])
  })
})
