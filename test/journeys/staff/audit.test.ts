import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { issueStaffLink } from '../../../server/staff/staff-links.ts'
import { findFaults } from '../../support/browser/accessibility.ts'
import { it } from '../../support/fixtures.ts'

it(
  'an admin finds who changed what, and lets a colleague go',
  { timeout: 90_000 },
  async ({ server, browser }) => {
    const staffId = await server.deps.auth.createMember({
      name: 'Ada Admin',
      email: `${randomUUID()}@x.example`,
      roles: ['admin', 'recruiter'],
    })
    const leaver = await server.staff('recruiter')
    const positionId = await server.position()
    await leaver.must('createInvitation', {
      body: {
        positionId,
        exerciseId: 'go-harbour-board',
        candidateName: 'Zarah Quillfeather',
        candidateEmail: `${randomUUID()}@c.example`,
      },
    })
    const page = await browser.open()
    const now = server.clock.current
    await page.goto(await issueStaffLink(server.deps, server.deps.db, { purpose: 'sign_in', staffId, now }))
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL('**/board')

    await page.goto(`${server.url}/people`)
    await page.getByRole('button', { name: 'Actions for Staff recruiter' }).click()
    await page.getByRole('menuitem', { name: 'Disable' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Who takes over the open invitation?').waitFor()
    expect(await dialog.getByRole('button', { name: 'Disable' }).isDisabled()).toBe(true)
    await dialog.getByLabel('Who takes over').selectOption({ label: 'Ada Admin' })
    await dialog.getByRole('button', { name: 'Disable', disabled: false }).hover()
    await page.mouse.move(0, 0)
    expect(await findFaults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Disable' }).click()
    await page.getByText('Disabled', { exact: true }).waitFor()

    await page.goto(`${server.url}/audit`)
    await page.locator('tbody').getByText('disabled a colleague').waitFor()
    expect(await findFaults(page)).toEqual([])
    await page.getByLabel('What').selectOption('staff-disabled')
    await page.waitForURL('**/audit?action=staff-disabled')
    // The list before stays until the narrower one is here.
    await page.locator('tbody tr').nth(1).waitFor({ state: 'detached' })
    await page.getByText('handed over').waitFor()
    expect(await page.locator('tbody tr').count()).toBe(1)
    await page.getByRole('button', { name: /Everything about this person/ }).click()
    await page.waitForURL((url) => url.searchParams.get('subject') === `staff:${leaver.staffId}`)
    await page.getByRole('button', { name: 'Show all' }).click()
    await page.locator('tbody').getByText('invited a candidate').first().waitFor()

    await page.setViewportSize({ width: 390, height: 844 })
    expect(await findFaults(page)).toEqual([])
    const isWider = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth')
    expect(isWider).toBe(false)
  },
)
