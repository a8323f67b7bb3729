import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { issueStaffLink } from '../../server/staff/staff-links.ts'
import { openBrowser, type TestBrowser } from '../support/browser/browser.ts'
import { startTestServer, type TestServer } from '../support/server/test-server.ts'

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

const mostBytes = 250_000

/** How much JavaScript a page has fetched since it was opened, as it travels. */
function weigh(page: Page) {
  const names = new Set<string>()
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (pathname.endsWith('.js')) names.add(basename(pathname))
  })
  return async () => {
    const files = [...names].map((name) => readFile(join(server.config.clientDir, 'assets', name)))
    const bytes = (await Promise.all(files)).reduce((sum, file) => sum + gzipSync(file).length, 0)
    expect(bytes).toBeGreaterThan(50_000)
    return bytes
  }
}

it('pages without an editor fetch at most 250 kB of JavaScript', { timeout: 120_000 }, async () => {
  const weights: Record<string, number> = {}
  const weighPage = async (name: string, open: (page: Page) => Promise<unknown>) => {
    const page = await browser.open()
    await open(page)
    await page.getByRole('heading', { level: 1 }).waitFor()
    // What came before it on the way does not count.
    const bytes = weigh(page)
    await page.reload()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    weights[name] = await bytes()
    await page.context().close()
  }
  const { link, invitationId, visitor } = await server.candidate()
  await weighPage('sign in', (page) => page.goto(`${server.url}/sign-in`))
  await weighPage('invitation', async (page) => {
    await page.goto(link)
    await page.getByRole('button', { name: /start now/i }).waitFor()
  })
  const { attemptId } = await visitor.must('startAttempt', { params: { invitationId }, body: {} })
  await visitor.must('submitAttempt', { params: { attemptId } })
  await weighPage('receipt', async (page) => {
    await page.goto(link)
    await page.getByRole('link', { name: /receipt/i }).click()
    await page.waitForURL('**/receipt')
  })
  const staffId = await server.deps.auth.createMember({
    name: 'Somebody',
    email: `${randomUUID()}@x.example`,
    roles: ['admin', 'recruiter', 'reviewer'],
  })
  for (const path of [
    'board',
    'reviews',
    'people',
    'audit',
    'regrades',
    'positions',
    'positions/calendars',
    'integrations',
    'outbox',
    'insight',
    'board/actions',
    `board/${invitationId}`,
    'feedback',
  ]) {
    const now = server.clock.current
    const signIn = await issueStaffLink(server.deps, server.deps.db, { purpose: 'sign_in', staffId, now })
    await weighPage(path, async (page) => {
      await page.goto(signIn)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
      await page.goto(`${server.url}/${path}`)
    })
  }
  await weighPage('import', async (page) => {
    const signIn = { purpose: 'sign_in', staffId, now: server.clock.current } as const
    await page.goto(await issueStaffLink(server.deps, server.deps.db, signIn))
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
    await page.goto(`${server.url}/positions/${await server.position()}/import`)
  })
  const tooHeavy = Object.entries(weights).filter(([, bytes]) => bytes > mostBytes)
  expect(tooHeavy, JSON.stringify(weights)).toEqual([])
})
