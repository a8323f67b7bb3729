import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import type { StaffRole } from '#contracts/route.ts'
import { openBrowser, type TestBrowser } from '../support/browser/browser.ts'
import { startTestServer, type TestServer } from '../support/server/test-server.ts'
import { issueStaffLink } from '../../server/staff/staff-links.ts'
import { because, openRegradeFixture } from '../server/regrades/regrade-fixture.ts'

let server: TestServer
let browser: TestBrowser
let fixture: ReturnType<typeof openRegradeFixture>
beforeAll(async () => {
  server = await startTestServer()
  browser = await openBrowser()
  fixture = openRegradeFixture(server)
})
afterAll(async () => {
  await browser.close()
  await server.stop()
})

async function signedIn(role: StaffRole): Promise<{ page: Page; staffId: string }> {
  const member = { name: `The ${role}`, email: `${randomUUID()}@x.example`, roles: [role] }
  const staffId = await server.deps.auth.createMember(member)
  const now = server.clock.current
  const link = await issueStaffLink(server.deps, server.deps.db, { purpose: 'sign_in', staffId, now })
  const page = await browser.open()
  await page.goto(link)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  return { page, staffId }
}

it(
  'an author has submissions graded again, and everybody sees what it changed',
  { timeout: 180_000 },
  async () => {
    const reviewer = await signedIn('reviewer')
    const positionId = await server.position({ reviewerIds: [reviewer.staffId] })
    const one = await fixture.submitted(positionId)
    const other = await fixture.submitted(positionId)
    const { graded } = await fixture.grade(one.attemptId)
    const [firstCheck = ''] = graded?.checkIds ?? []
    await fixture.grade(other.attemptId, [firstCheck])
    await fixture.publish()
    server.clock.advance(60_000)

    const { page } = await signedIn('author')
    await page.getByText('Nothing was graded again yet').waitFor()
    await page.getByRole('button', { name: 'Grade a version again' }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('button', { name: /^grade/i }).click()
    await drawer.getByText('Choose whose submissions').waitFor()
    await drawer.getByRole('combobox', { name: 'Submissions of' }).click()
    await page.getByRole('option', { name: /2 submissions/ }).click()
    expect(await drawer.getByRole('combobox', { name: 'Checks of' }).inputValue()).toBe('2.0.0')
    await drawer.getByLabel('Because').fill(because)
    await drawer.getByRole('button', { name: 'Grade 2 submissions again' }).click()
    await page.waitForURL(/\/regrades\/[0-9a-f-]+$/)
    await page.getByText('Nothing has changed so far').waitFor()

    await fixture.grade(one.attemptId)
    await fixture.grade(other.attemptId)
    await page.getByText(other.alias).waitFor()
    await page.getByText(firstCheck).waitFor()
    await page.getByText('did not hold → held').waitFor()
    await page.getByText('2 graded').waitFor()
    const said = await page.locator('main').textContent()
    expect(said).not.toContain(one.alias)
    expect(said).not.toContain('Quillfeather')

    await reviewer.page.goto(`${server.url}/reviews/${other.submissionId}`)
    const note = reviewer.page.getByRole('complementary', { name: 'Graded again' })
    await note.getByText(because).waitFor()
    await reviewer.page.getByText(/^(\d+) of \1 checks held/).waitFor()
    await note.getByText(/^Earlier/).click()
    await reviewer.page.getByText('This is an earlier result').waitFor()
    await reviewer.page.getByText('Did not hold', { exact: true }).first().waitFor()
    await reviewer.page.getByText('How this was found').click()
    await reviewer.page.getByText('policy aaaaaaaaaaaa').waitFor()
    expect(browser.complaints).toEqual([])
  },
)

it(
  'a recruiter is told of a grading that failed through us, and has it repeated',
  { timeout: 180_000 },
  async () => {
    const { attemptId } = await fixture.submitted()
    await fixture.giveUp((await fixture.runOf(attemptId)).id)
    server.clock.advance(1_000)
    const { page } = await signedIn('recruiter')
    const row = page.getByRole('row').filter({ hasText: 'Our fault, not graded' })
    await row.getByRole('button', { name: /^Actions for/ }).click()
    await page.getByRole('menuitem', { name: 'Grade again' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Grade again' }).click()
    await page.getByText('Our fault, being graded again').waitFor()
    await fixture.grade(attemptId)
    await page.getByText('Our fault, being graded again').waitFor({ state: 'detached' })
    expect(browser.complaints).toEqual([])
  },
)
