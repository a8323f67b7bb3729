import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { issueStaffLink } from '../../server/staff/staff-links.ts'
import { sweepMails } from '../../server/mails/deliver-mail.ts'
import { eventually } from '../support/eventually.ts'
import { findFaults } from '../support/browser/accessibility.ts'
import { it } from '../support/fixtures.ts'
import type { TestServer } from '../support/server/test-server.ts'

const phone = { width: 390, height: 844 }
const text = `Doe, Jane <jane@several.example>
Rick Roe <rick@several.example>; Ann Lee <ann@several.example>
Rick Roe <RICK@several.example>
nobody at all`

async function signIn(server: TestServer, page: Page): Promise<void> {
  const email = `${randomUUID()}@x.example`
  const staffId = await server.deps.auth.createMember({ name: 'Somebody', email, roles: ['recruiter'] })
  const now = server.clock.current
  await page.goto(await issueStaffLink(server.deps, server.deps.db, { purpose: 'sign_in', staffId, now }))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Board', level: 1 }).waitFor()
}

const mailsOf = async (server: TestServer) =>
  server.deps.db.selectFrom('mails').select(['state', 'kind']).where('kind', '=', 'invitation').execute()

describe('inviting several', () => {
  it(
    'is read, looked at, sent, taken back, and sent by keyboard',
    { timeout: 120_000 },
    async ({ server, browser }) => {
      const positionId = await server.position()
      const page = await browser.open()
      await signIn(server, page)
      await page.getByRole('link', { name: 'Invite several' }).click()
      const found = await findFaults(page)
      await page.getByLabel('People').fill(text)
      await page.getByText('3 addresses', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Look at the list' }).click()
      await page.getByText('This sends 3 invitations').waitFor()
      await page.getByLabel('Name of jane@several.example').selectOption('turned')
      await page.getByRole('button', { name: 'Same person twice 1' }).click()
      await page.getByText('The same address stands in line 2').waitFor()
      found.push(...(await findFaults(page)))
      await page.getByRole('button', { name: 'Invite 3 people' }).click()
      await page.getByText('3 invited.').waitFor()
      await page.getByRole('button', { name: 'Take it all back' }).click()
      await page.getByText('This sends 3 invitations').waitFor()
      expect(await mailsOf(server)).toEqual([])

      // Whoever reloads is where they were.
      await page.reload()
      await page.setViewportSize(phone)
      const send = page.getByRole('button', { name: 'Invite 3 people' })
      await send.waitFor()
      found.push(...(await findFaults(page)))
      await send.focus()
      await page.keyboard.press('Enter')
      await page.getByText('3 invited.').waitFor()
      await page.getByText('Jane Doe', { exact: true }).waitFor()
      found.push(...(await findFaults(page)))
      await page.close()
      server.clock.advance(30_000)
      await sweepMails(server.deps)
      await eventually(async () => (await mailsOf(server)).every(({ state }) => state !== 'waiting'))
      const invited = await server.deps.db
        .selectFrom('invitations')
        .select('candidate_name')
        .where('position_id', '=', positionId)
        .execute()
      expect(invited.map((row) => row.candidate_name).sort()).toEqual(['Ann Lee', 'Jane Doe', 'Rick Roe'])
      expect(found).toEqual([])
    },
  )

  it('takes a file, and says why one cannot be read', { timeout: 60_000 }, async ({ server, browser }) => {
    const positionId = await server.position()
    const page = await browser.open()
    await signIn(server, page)
    await page.goto(`${server.url}/positions/${positionId}/import`)
    const choose = (name: string, bytes: Buffer) =>
      page.getByLabel(/or a CSV file/).setInputFiles({ name, mimeType: 'text/csv', buffer: bytes })
    await choose('list.csv', Buffer.from('name,email\n"Jane,jane@file.example\nRick,rick@file.example\n'))
    await page.getByText('is opened in line 2 and never closed').waitFor()
    await choose('list.csv', Buffer.from('Name;E-Mail\nJ\u00fcrgen Gro\u00df;jg@file.example\n', 'latin1'))
    await page.getByText('Look whether this name is right: Jürgen Groß.').waitFor()
  })

  it('a candidate says no, thank you', { timeout: 60_000 }, async ({ server, browser }) => {
    const { link, invitationId } = await server.candidate()
    const page = await browser.open()
    await page.goto(link)
    await page.getByRole('button', { name: 'No, thank you' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(/say why/).fill('Another offer')
    const found = await findFaults(page)
    await dialog.getByRole('button', { name: 'No, thank you' }).click()
    await page.getByText('You said "no, thank you".').waitFor()
    found.push(...(await findFaults(page)))
    const row = await server.deps.db
      .selectFrom('invitations')
      .select('decline_reason')
      .where('id', '=', invitationId)
      .executeTakeFirstOrThrow()
    expect(row.decline_reason).toBe('Another offer')
    expect(found).toEqual([])
  })
})
