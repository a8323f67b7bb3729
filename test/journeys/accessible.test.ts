import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import { it } from '../support/fixtures.ts'
import { findFaults } from '../support/browser/accessibility.ts'
import { openWorkspace } from '../support/browser/workspace-page.ts'
import { goExercise, type TestServer } from '../support/server/test-server.ts'
import { getAttempt } from '../../server/attempts/store.ts'
import { startRegrade } from '../../server/regrades/start-regrade.ts'
import { issueStaffLink } from '../../server/staff/staff-links.ts'

const desktop = { width: 1280, height: 720 }
const phone = { width: 390, height: 844 }
/** As a window of 1280 × 720 shows at 200 %. */
const twiceTheText = { width: 640, height: 360 }

async function signInLink(
  server: TestServer,
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

/** One that nobody works on. */
async function someRegrade(server: TestServer, attemptId: string, by: string): Promise<string> {
  const { exercise_version_id: versionId } = await getAttempt(server.deps.db, attemptId)
  const versions = { fromVersionId: versionId, checksVersionId: versionId }
  const ask = { ...versions, reason: 'Looked at by a test', by, now: server.clock.current }
  return (await startRegrade(server.deps, ask)).regradeId
}

describe('in light and in dark', () => {
  it('every page of a candidate', { timeout: 120_000 }, async ({ server, browser }) => {
    const { link, visitor, invitationId } = await server.candidate({ exerciseId: goExercise })
    const page = await browser.open()
    await page.goto(link)
    await page.getByRole('button', { name: /start now/i }).waitFor()
    const found = await findFaults(page)
    await page.getByRole('button', { name: 'Check this computer' }).click()
    await page.locator('.set-up-check').first().waitFor()
    found.push(...(await findFaults(page)))
    await page.setViewportSize(phone)
    found.push(...(await findFaults(page)))
    await page.setViewportSize(desktop)
    await page.getByRole('button', { name: /start now/i }).click()
    const start = page.getByRole('dialog').getByRole('button', { name: /^start/i })
    await start.waitFor()
    found.push(...(await findFaults(page)))
    await start.click()
    await page.locator('.monaco-editor .view-line').first().waitFor()
    found.push(...(await findFaults(page)))
    await page.setViewportSize(twiceTheText)
    found.push(...(await findFaults(page)))
    await page.setViewportSize(desktop)
    const { attemptId } = await visitor.must('startAttempt', { params: { invitationId }, body: {} })
    await visitor.must('submitAttempt', { params: { attemptId } })
    await page.waitForURL('**/receipt')
    await page.getByRole('heading', { level: 1 }).waitFor()
    const late = { clientId: randomUUID(), seq: 1, changes: [{ kind: 'delete' as const, path: 'go.mod' }] }
    expect((await visitor.call('saveWorkspace', { params: { attemptId }, body: late })).status).toBe(409)
    await page.reload()
    await page.getByText('A change came after the end.').waitFor()
    await page.getByText('Every file and its hash').click()
    await page.getByRole('region', { name: 'Files and hashes' }).waitFor()
    found.push(...(await findFaults(page)))
    await page.getByRole('link', { name: 'See what they will see' }).click()
    await page.locator('.monaco-editor .view-line').first().waitFor()
    for (const tab of ['Your notes', 'Evidence', 'Scorecard']) {
      await page.getByRole('tab', { name: tab }).click()
      found.push(...(await findFaults(page)))
    }
    expect(found).toEqual([])
  })

  it('everything that opens over the workspace', { timeout: 120_000 }, async ({ server, browser }) => {
    const { page } = await openWorkspace(server, browser, { exerciseId: goExercise })
    const found: string[] = []
    for (const name of ['History', 'Use your own tools', 'Keyboard shortcuts', 'Submit', 'New file']) {
      await page.getByRole('button', { name, exact: true }).click()
      await page.getByRole('dialog').waitFor()
      found.push(...(await findFaults(page)))
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
    }
    await page.getByRole('button', { name: /^Problems:/ }).click()
    await page.getByRole('region', { name: 'Problems' }).waitFor()
    await page.getByRole('tab', { name: 'Runs' }).click()
    await page.getByText('No run yet').waitFor()
    await page.getByText('Search', { exact: true }).click()
    await page.getByRole('textbox', { name: 'Search in all files' }).fill('handler')
    await page.locator('.search-pane mark').first().waitFor()
    await page.getByRole('button', { name: 'Editor', exact: true }).click()
    await page.getByText('Vim keys').waitFor()
    found.push(...(await findFaults(page)))
    expect(found).toEqual([])
  })

  it('every page that anybody can open', { timeout: 120_000 }, async ({ server, browser }) => {
    const now = server.clock.current
    const firstAdmin = await issueStaffLink(server.deps, server.deps.db, { purpose: 'first_admin', now })
    const found: string[] = []
    const page = await browser.open()
    for (const address of [
      ...['/', '/sign-in', '/sign-in/link', '/i', '/nowhere'].map((path) => `${server.url}${path}`),
      `${server.url}/i#${randomUUID()}`,
      `${server.url}/invitations/${randomUUID()}`,
      firstAdmin,
    ]) {
      await page.goto('about:blank')
      await page.goto(address)
      await page.getByRole('heading', { level: 1 }).waitFor()
      found.push(...(await findFaults(page)))
    }
    expect(found).toEqual([])
  })

  it('every page of staff', { timeout: 120_000 }, async ({ server, browser }) => {
    const reviewer = await signInLink(server, 'reviewer')
    const positionId = await server.position({ reviewerIds: [reviewer.staffId] })
    const { visitor, attemptId } = await server.attempt({ positionId })
    await visitor.must('submitAttempt', { params: { attemptId } })
    const waiting = await server.candidate({ positionId })
    await waiting.visitor.must('reportSetupCheck', {
      params: { invitationId: waiting.invitationId },
      body: { storage: 'warn', run: 'fail' },
    })
    const found: string[] = []

    const page = await browser.open()
    await page.goto(reviewer.link)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.locator('main a[href^="/reviews/"]').first().waitFor()
    found.push(...(await findFaults(page)))
    await page.locator('main a[href^="/reviews/"]').first().click()
    await page.getByRole('tab', { name: /scorecard/i }).click()
    await page.locator('fieldset').first().waitFor()
    found.push(...(await findFaults(page)))

    const admin = await browser.open()
    await admin.goto((await signInLink(server, 'admin')).link)
    await admin.getByRole('button', { name: 'Sign in' }).click()
    await admin
      .getByRole('button', { name: /invite a candidate/i })
      .first()
      .waitFor()
    await admin.getByText('Set-up trouble').first().waitFor()
    found.push(...(await findFaults(admin)))
    const regradeId = await someRegrade(server, attemptId, reviewer.staffId)
    await admin.goto(`${server.url}/regrades`)
    await admin.locator(`main a[href="/regrades/${regradeId}"]`).waitFor()
    found.push(...(await findFaults(admin)))
    await admin.getByRole('button', { name: 'Grade a version again' }).click()
    await admin.getByRole('dialog').getByLabel('Because').waitFor()
    found.push(...(await findFaults(admin)))
    await admin.goto(`${server.url}/regrades/${regradeId}`)
    await admin.getByText('Nothing has changed so far').waitFor()
    found.push(...(await findFaults(admin)))
    await admin.goto(`${server.url}/feedback`)
    await admin.getByRole('heading', { level: 1 }).waitFor()
    found.push(...(await findFaults(admin)))
    await admin.goto(`${server.url}/positions`)
    await admin
      .getByRole('button', { name: /^Edit / })
      .first()
      .waitFor()
    found.push(...(await findFaults(admin)))
    await admin.getByRole('button', { name: 'Open a position' }).click()
    const drawer = admin.getByRole('dialog')
    await drawer.getByRole('button', { name: 'Add one' }).click()
    await drawer.getByRole('button', { name: 'Open the position' }).click()
    await drawer.getByText('Write a title').waitFor()
    found.push(...(await findFaults(admin)))
    await admin.goto(`${server.url}/people`)
    await admin
      .getByRole('button', { name: /^Actions for/ })
      .first()
      .waitFor()
    await admin.getByText('Where you are signed in').waitFor()
    await admin.getByRole('button', { name: /^Signed in as/ }).click()
    await admin.getByRole('button', { name: 'Sign out', exact: true }).waitFor()
    found.push(...(await findFaults(admin)))
    await admin.setViewportSize(phone)
    found.push(...(await findFaults(admin)))
    await admin.setViewportSize(desktop)
    await admin.keyboard.press('Escape')
    await admin.getByRole('button', { name: 'Sign out', exact: true }).waitFor({ state: 'hidden' })
    await admin.getByRole('button', { name: 'Invite a colleague' }).click()
    await admin.getByRole('dialog').getByLabel('Mail address').waitFor()
    found.push(...(await findFaults(admin)))
    expect(found).toEqual([])
  })
})
