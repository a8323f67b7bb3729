import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../../support/eventually.ts'
import { openGitClient } from '../../server/workspaces/git/git-client.ts'
import { openBrowser, waitUntilSaved, type TestBrowser } from '../../support/browser/browser.ts'
import { startTestServer, typescriptExercise, type TestServer } from '../../support/server/test-server.ts'
import { startTestWorker } from '../../support/worker/test-worker.ts'

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
  await server.stop()
})

describe('before the clock', () => {
  it(
    'a candidate checks their computer, looks around in the practice, and comes back',
    { timeout: 180_000 },
    async () => {
      const { link, invitationId } = await server.candidate({ exerciseId: typescriptExercise })
      const page = await browser.open()
      await page.goto(link)
      await page.getByRole('button', { name: 'Check this computer' }).click()
      const checks = page.locator('.set-up-check')
      await checks.filter({ hasText: 'A run in the sandbox: works' }).waitFor({ timeout: 90_000 })
      expect(await checks.filter({ hasText: ': works' }).count()).toBe(4)

      const recruiter = await server.staff('recruiter')
      const setupCheck = async () =>
        (await recruiter.must('listInvitations')).invitations.find(({ id }) => id === invitationId)
          ?.setupCheck
      expect(await setupCheck()).toMatchObject({
        checks: { storage: 'ok', socket: 'ok', zip: 'ok', run: 'ok' },
      })
      await page.getByRole('button', { name: 'Try a push' }).click()
      const command = await page.getByLabel('In a terminal of your own').inputValue()
      const git = await openGitClient()
      await git.shell(command)
      await checks.filter({ hasText: 'if you mean to use it: works' }).waitFor()
      await eventually(async () => (await setupCheck())?.checks.git === 'ok')
      await git.close()

      await page.getByRole('button', { name: 'Look around in the practice' }).click()
      await page.getByText('Practice, no clock').waitFor()
      expect(await page.getByRole('button', { name: 'Submit' }).count()).toBe(0)
      await page.locator('.monaco-editor .view-lines').first().click()
      await page.keyboard.type('// here I was\n')
      await waitUntilSaved(page)
      await page.getByRole('button', { name: 'Run', exact: true }).click()
      await page.getByText('Tests failed').first().waitFor({ timeout: 60_000 })
      await page.reload()
      await page.getByText('here I was').first().waitFor()

      await page.getByRole('link', { name: 'Back to my invitation' }).click()
      await page.waitForURL(`**/invitations/${invitationId}`)
      await page.getByRole('button', { name: /start now/i }).waitFor()
      expect(browser.complaints).toEqual([])
    },
  )
})
