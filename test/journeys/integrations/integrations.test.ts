import { describe, expect } from 'vitest'
import { findFaults } from '../../support/browser/accessibility.ts'
import type { TestBrowser } from '../../support/browser/browser.ts'
import { itWith } from '../../support/fixtures.ts'
import type { TestServer } from '../../support/server/test-server.ts'
import { openReceiver } from '../../server/webhooks/receiver.ts'
import { issueStaffLink } from '../../../server/staff/staff-links.ts'

const it = itWith({ outboundAllow: ['127.0.0.1'] })
const phone = { width: 390, height: 844 }
const desktop = { width: 1280, height: 720 }

async function openAsAdmin(server: TestServer, browser: TestBrowser) {
  const { staffId } = await server.staff('admin')
  const page = await browser.open()
  const signIn = { purpose: 'sign_in', staffId, now: server.clock.current } as const
  await page.goto(await issueStaffLink(server.deps, server.deps.db, signIn))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  await page.goto(`${server.url}/integrations`)
  await page.getByRole('heading', { level: 1, name: 'Integrations' }).waitFor()
  return page
}

describe('the page of integrations', () => {
  it(
    'makes a key that lets a program in, and revokes it',
    { timeout: 120_000 },
    async ({ server, browser }) => {
      const page = await openAsAdmin(server, browser)
      const found: string[] = []
      await page.getByText('No key yet').waitFor()
      found.push(...(await findFaults(page)))
      await page.getByRole('button', { name: 'Make a key' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('button', { name: 'Make the key' }).click()
      await dialog.getByText('Write a name').waitFor()
      await dialog.getByText('Choose at least one').waitFor()
      found.push(...(await findFaults(page)))
      await dialog.getByLabel('Name').fill('Our ATS')
      await dialog.getByLabel('See positions, invitations and where they stand').check()
      await dialog.getByRole('button', { name: 'Make the key' }).click()
      const token = await dialog.getByRole('textbox', { name: 'API key' }).inputValue()
      const headers = { authorization: `Bearer ${token}` }
      expect((await server.visitor().call('listPositionsByKey', { headers })).status).toBe(200)
      await dialog.getByRole('button', { name: 'Done' }).click()
      await page.getByRole('button', { name: 'Revoke Our ATS' }).waitFor()
      found.push(...(await findFaults(page)))
      await page.setViewportSize(phone)
      found.push(...(await findFaults(page)))
      await page.setViewportSize(desktop)
      await page.getByRole('button', { name: 'Revoke Our ATS' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
      await page.getByText('Revoked', { exact: true }).waitFor()
      expect((await server.visitor().call('listPositionsByKey', { headers })).status).toBe(401)
      expect(found).toEqual([])
    },
  )

  it(
    'adds a webhook, tests it and shows what was answered',
    { timeout: 120_000 },
    async ({ server, browser }) => {
      const receiver = await openReceiver()
      const page = await openAsAdmin(server, browser)
      const found: string[] = []
      await page.getByRole('button', { name: 'Add a webhook' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Name').fill('Our ATS')
      await dialog.getByLabel('Address').fill('https://10.0.0.1/hooks')
      await dialog.getByRole('button', { name: 'Add the webhook' }).click()
      await dialog.getByText(/private network/).waitFor()
      found.push(...(await findFaults(page)))
      await dialog.getByLabel('Address').fill(`${receiver.url}/hooks`)
      await dialog.getByRole('button', { name: 'Add the webhook' }).click()
      expect(await dialog.getByRole('textbox', { name: 'Signing secret' }).inputValue()).toMatch(/^whsec_/)
      await dialog.getByRole('button', { name: 'Done' }).click()
      await page.getByRole('button', { name: 'Deliveries of Our ATS' }).click()
      receiver.answerWith({ status: 410, body: '<b>gone</b>' })
      await page.getByRole('button', { name: 'Send a test' }).click()
      await dialog.getByText('Answered 410').waitFor()
      await dialog.getByText('<b>gone</b>').waitFor()
      found.push(...(await findFaults(page)))
      await page.keyboard.press('Escape')
      await page.getByText(/wants to hear nothing more/).waitFor()
      found.push(...(await findFaults(page)))
      await page.setViewportSize(phone)
      found.push(...(await findFaults(page)))
      await page.setViewportSize(desktop)
      await page.getByRole('button', { name: 'Actions for Our ATS' }).click()
      await page.getByRole('menuitem', { name: 'Enable' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Enable' }).click()
      await page.getByText(/wants to hear nothing more/).waitFor({ state: 'hidden' })
      await receiver.stop()
      expect(found).toEqual([])
    },
  )
})
