import { describe, expect } from 'vitest'
import { findFaults } from '../support/browser/accessibility.ts'
import type { TestBrowser } from '../support/browser/browser.ts'
import { it } from '../support/fixtures.ts'
import type { TestServer } from '../support/server/test-server.ts'
import { issueStaffLink } from '../../server/staff/staff-links.ts'

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
})
