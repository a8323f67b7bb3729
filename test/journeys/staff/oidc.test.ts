import { afterAll, beforeAll, expect, it } from 'vitest'
import { issueStaffLink } from '../../../server/staff/staff-links.ts'
import { findFaults } from '../../support/browser/accessibility.ts'
import { openBrowser, type TestBrowser } from '../../support/browser/browser.ts'
import { openTestProvider, type TestProvider } from '../../support/server/oidc-provider.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'

let provider: TestProvider
let server: TestServer
let browser: TestBrowser
beforeAll(async () => {
  provider = await openTestProvider()
  server = await startTestServer({ oidc: provider.config, passwordSignIn: false })
  provider.openFor(server.url)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
  await provider.stop()
})

it(
  'staff sign in by their organisation: first with a one-time link, then without',
  { timeout: 90_000 },
  async () => {
    const { staffId } = await server.staff('recruiter', 'reviewer')
    const page = await browser.open()
    const atProvider = async (account: string) => {
      await page.getByPlaceholder('Enter any login').fill(account)
      await page.getByPlaceholder('and password').fill('any')
      await page.getByRole('button', { name: 'Sign-in' }).click()
      await page.getByRole('button', { name: 'Continue' }).click()
    }

    // A stranger hears why, and what to do.
    await page.goto(`${server.url}/sign-in`)
    expect(await findFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Sign in with Acme login' }).click()
    await atProvider('ada@acme.example')
    await page.getByText('Nobody here is linked to the account').waitFor()
    expect(await page.getByLabel('Password').count()).toBe(0)

    await page.goto(
      await issueStaffLink(server.deps, server.deps.db, {
        purpose: 'sign_in',
        staffId,
        now: server.clock.current,
      }),
    )
    await page.getByRole('button', { name: 'Sign in with Acme login' }).waitFor()
    expect(await findFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Sign in with Acme login' }).click()
    await page.waitForURL(`${server.url}/board`)

    await page.goto(`${server.url}/people`)
    await page.getByRole('heading', { name: 'Accounts you sign in with' }).waitFor()
    expect(await findFaults(page)).toEqual([])
    await page.getByRole('button', { name: /^Remove/ }).click()
    await page.getByText('This is your only way to sign in.').waitFor()

    await page.getByRole('button', { name: /Signed in as/ }).click()
    await page.getByRole('button', { name: 'Sign out', exact: true }).last().click()
    await page.waitForURL(`${server.url}/`)
    await page.goto(`${server.url}/sign-in?next=%2Freviews`)
    await page.getByRole('button', { name: 'Sign in with Acme login' }).click()
    await page.waitForURL(`${server.url}/reviews`)
  },
)
