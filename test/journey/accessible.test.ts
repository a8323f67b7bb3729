import { randomUUID } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type TestBrowser } from '../support/browser.ts'
import { goExercise, startTestServer, type TestServer } from '../support/test-server.ts'
import { getAttempt } from '../../server/attempts/store.ts'
import { startRegrade } from '../../server/runs/regrades/start-regrade.ts'
import { issueStaffLink } from '../../server/people/staff-links.ts'

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

/** What axe finds serious or critical. The editor is a third party's and is looked at by its own makers. */
async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
  return violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map((one) => `${page.url()} ${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`)
}

async function signInLink(
  role: 'recruiter' | 'reviewer' | 'admin',
): Promise<{ link: string; staffId: string }> {
  const staffId = await server.deps.auth.createMember({
    name: 'Somebody',
    email: `${randomUUID()}@x.example`,
    roles: [role],
  })
  const now = server.clock.current
  return {
    staffId,
    link: await issueStaffLink(server.deps, server.deps.db, { purpose: 'sign_in', staffId, now }),
  }
}

/** One that nobody works on; the same for both colour schemes, since a version is graded again by one at a time. */
let regrade: Promise<{ regradeId: string }> | null = null
async function someRegrade(attemptId: string, by: string): Promise<string> {
  const { exercise_version_id: versionId } = await getAttempt(server.deps.db, attemptId)
  const versions = { fromVersionId: versionId, checksVersionId: versionId }
  const ask = { ...versions, reason: 'Looked at in both colour schemes', by, now: server.clock.current }
  regrade ??= startRegrade(server.deps, ask)
  return (await regrade).regradeId
}

describe.each(['light', 'dark'] as const)('in %s', (colourScheme) => {
  it('every page of a candidate', { timeout: 120_000 }, async () => {
    const { link, visitor, invitationId } = await server.candidate({ exerciseId: goExercise })
    const page = await browser.open({ colourScheme })
    await page.goto(link)
    await page.getByRole('button', { name: /start now/i }).waitFor()
    const found = await faults(page)
    await page.getByRole('button', { name: /start now/i }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^start/i })
      .click()
    await page.locator('.monaco-editor .view-line').first().waitFor()
    found.push(...(await faults(page)))
    const { attemptId } = await visitor.must('startAttempt', { params: { invitationId }, body: {} })
    await visitor.must('submitAttempt', { params: { attemptId } })
    await page.waitForURL('**/receipt')
    await page.getByRole('heading', { level: 1 }).waitFor()
    found.push(...(await faults(page)))
    expect(found).toEqual([])
  })

  it('every page of staff', { timeout: 120_000 }, async () => {
    const reviewer = await signInLink('reviewer')
    const positionId = await server.position({ reviewerIds: [reviewer.staffId] })
    const { visitor, attemptId } = await server.sitting({ positionId })
    await visitor.must('submitAttempt', { params: { attemptId } })
    const found: string[] = []

    const page = await browser.open({ colourScheme })
    for (const path of ['/', '/sign-in', '/nowhere']) {
      await page.goto(`${server.url}${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      found.push(...(await faults(page)))
    }
    await page.goto(reviewer.link)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.locator('main a[href^="/reviews/"]').first().waitFor()
    found.push(...(await faults(page)))
    await page.locator('main a[href^="/reviews/"]').first().click()
    await page.getByRole('tab', { name: /scorecard/i }).click()
    await page.locator('fieldset').first().waitFor()
    found.push(...(await faults(page)))

    const admin = await browser.open({ colourScheme })
    await admin.goto((await signInLink('admin')).link)
    await admin.getByRole('button', { name: 'Sign in' }).click()
    await admin
      .getByRole('button', { name: /invite a candidate/i })
      .first()
      .waitFor()
    found.push(...(await faults(admin)))
    const regradeId = await someRegrade(attemptId, reviewer.staffId)
    await admin.goto(`${server.url}/regrades`)
    await admin.locator(`main a[href="/regrades/${regradeId}"]`).waitFor()
    found.push(...(await faults(admin)))
    await admin.getByRole('button', { name: 'Grade a version again' }).click()
    await admin.getByRole('dialog').getByLabel('Because').waitFor()
    found.push(...(await faults(admin)))
    await admin.goto(`${server.url}/regrades/${regradeId}`)
    await admin.getByText('Nothing has changed so far').waitFor()
    found.push(...(await faults(admin)))
    await admin.goto(`${server.url}/people`)
    await admin.getByRole('heading', { level: 1 }).waitFor()
    found.push(...(await faults(admin)))
    expect(found).toEqual([])
  })
})
