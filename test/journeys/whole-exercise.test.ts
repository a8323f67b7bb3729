import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, pasteIntoEditor, waitUntilSaved, type TestBrowser } from '../support/browser/browser.ts'
import { listBoxes } from '../support/worker/boxes.ts'
import { eventually } from '../support/eventually.ts'
import { reviewFirst } from '../support/browser/review-page.ts'
import {
  goExercise,
  startTestServer,
  typescriptExercise,
  type TestServer,
} from '../support/server/test-server.ts'
import { startTestWorker } from '../support/worker/test-worker.ts'
import { issueStaffLink } from '../../server/staff/staff-links.ts'

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
  // Boxes may wait for the next run while the worker lives; none outlives it.
  expect(await listBoxes(server.config.workerToken)).toEqual([])
  await server.stop()
})

async function staffPage(role: 'recruiter' | 'reviewer'): Promise<{ page: Page; staffId: string }> {
  const staffId = await server.deps.auth.createMember({
    name: `The ${role}`,
    email: `${role}-${crypto.randomUUID()}@x.example`,
    roles: [role],
  })
  const now = await server.deps.clock.now()
  const link = await issueStaffLink(server.deps, server.deps.db, { purpose: 'sign_in', staffId, now })
  const page = await browser.open()
  await page.goto(link)
  await page.getByRole('button', { name: 'Sign in' }).click()
  return { page, staffId }
}

async function inviteOnTheBoard(
  recruiter: Page,
  names: { position: string; exercise: RegExp },
): Promise<string> {
  await recruiter
    .getByRole('button', { name: /invite a candidate/i })
    .first()
    .click()
  const drawer = recruiter.getByRole('dialog')
  await drawer.getByRole('combobox', { name: 'Position' }).click()
  await recruiter.getByRole('listbox').getByRole('option', { name: names.position }).click()
  await drawer.getByRole('combobox', { name: 'Exercise' }).click()
  await recruiter.getByRole('listbox').getByRole('option', { name: names.exercise }).click()
  await drawer.getByLabel("Candidate's name").fill('Tomasz Wolanski')
  await drawer.getByLabel("Candidate's mail address").fill('tomasz@candidate.example')
  await drawer.locator('button[type=submit]').click()
  const link = recruiter.locator('input[readonly][value*="/i#"]')
  await link.waitFor()
  const value = await link.inputValue()
  await recruiter.keyboard.press('Escape')
  return value
}

async function bringSolution(page: Page, exercise: string): Promise<void> {
  const root = join('exercises', exercise, 'solution')
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const tree = page.getByRole('navigation', { name: 'Files' })
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name).slice(root.length + 1)
    const content = await readFile(join(root, path), 'utf8')
    const before = await readFile(join('exercises', exercise, 'starter', path), 'utf8').catch(() => null)
    if (before === content) continue
    if (before === null) {
      await page.getByRole('button', { name: 'New file' }).click()
      await page.getByRole('dialog').getByLabel('Path').fill(path)
      await page.getByRole('dialog').getByLabel('Path').press('Enter')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
    } else {
      await tree.getByText(path.split('/').at(-1) ?? path, { exact: true }).click()
    }
    await page.locator(`.file-tab[data-active] button[title="${path}"]`).waitFor()
    await pasteIntoEditor(page, content)
  }
  await waitUntilSaved(page)
}

async function savedFiles(attemptId: string): Promise<Map<string, string>> {
  const { readHead } = await import('../../server/workspaces/store.ts')
  const { findAttempt } = await import('../../server/attempts/store.ts')
  const attempt = await findAttempt(server.deps.db, attemptId)
  return (await readHead(server.deps.db, attempt!)).files
}

describe.each([
  [goExercise, 'Backend, for the journey', /harbour board/i],
  [typescriptExercise, 'Code Intelligence, for the journey', /seed/i],
])('%s', (exercise, positionTitle, exerciseTitle) => {
  it('from the invitation to the scorecard, in a browser', { timeout: 240_000 }, async () => {
    const reviewer = await staffPage('reviewer')
    const positionId = await server.position({ exerciseIds: [exercise], reviewerIds: [reviewer.staffId] })
    await server.deps.db
      .updateTable('positions')
      .set({ title: positionTitle })
      .where('id', '=', positionId)
      .execute()

    const recruiter = await staffPage('recruiter')
    const link = await inviteOnTheBoard(recruiter.page, { position: positionTitle, exercise: exerciseTitle })

    const candidate = await browser.open()
    await candidate.goto(link)
    await candidate.waitForURL('**/invitations/*')
    expect(candidate.url()).not.toContain('#')
    await candidate.getByRole('heading', { level: 1, name: exerciseTitle }).waitFor()
    await candidate.getByRole('button', { name: /start now/i }).click()
    await candidate
      .getByRole('dialog')
      .getByRole('button', { name: /^start/i })
      .click()
    await candidate.waitForURL('**/attempts/*')
    const attemptId = candidate.url().split('/').at(-1) ?? ''
    await candidate.locator('.monaco-editor .view-line').first().waitFor()

    await candidate.getByRole('button', { name: 'Run', exact: true }).click()
    await candidate.getByText('Tests failed').first().waitFor({ timeout: 60_000 })

    await bringSolution(candidate, exercise)
    const solution = await readFile(
      join('exercises', exercise, 'solution', exercise === goExercise ? 'handler.go' : 'src/service.ts'),
      'utf8',
    )
    expect((await savedFiles(attemptId)).get(exercise === goExercise ? 'handler.go' : 'src/service.ts')).toBe(
      solution,
    )

    await candidate.getByRole('button', { name: 'Run', exact: true }).click()
    await candidate.getByText('Passed', { exact: true }).first().waitFor({ timeout: 60_000 })

    await candidate.reload()
    await candidate.locator('.monaco-editor .view-line').first().waitFor()
    await candidate.getByRole('button', { name: 'Submit' }).click()
    await candidate.getByRole('dialog').getByRole('button', { name: 'Submit for good' }).click()
    await candidate.waitForURL('**/receipt')
    await candidate
      .getByText(/[0-9a-f]{64}/)
      .first()
      .waitFor()

    await eventually(async () => {
      const row = await server.deps.db
        .selectFrom('run_results')
        .innerJoin('runs', 'runs.id', 'run_results.run_id')
        .select('result')
        .where('attempt_id', '=', attemptId)
        .where('kind', '=', 'graded')
        .executeTakeFirst()
      if (row !== undefined) expect(row.result.evidence.filter((card) => !card.passed)).toEqual([])
      return row?.result.verdict === 'passed'
    }, 120_000)

    await reviewFirst(reviewer.page, /tomasz/i)
    await recruiter.page
      .locator('.board-rows')
      .getByText(/in review/i)
      .first()
      .waitFor()
    expect(browser.complaints).toEqual([])
  })
})
