import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type TestBrowser } from '../support/browser/browser.ts'
import type { Visitor } from '../support/server/call.ts'
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

async function pageOf(visitor: Visitor, path: string, from: TestBrowser = browser): Promise<Page> {
  const page = await from.open()
  const cookies = visitor.cookieHeader.split('; ').map((pair) => {
    const at = pair.indexOf('=')
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: server.url }
  })
  await page.context().addCookies(cookies)
  await page.goto(`${server.url}${path}`)
  return page
}

async function openInviteForm(page: Page): Promise<ReturnType<Page['getByRole']>> {
  await page
    .getByRole('button', { name: /invite a candidate/i })
    .first()
    .click()
  const drawer = page.getByRole('dialog')
  for (const field of ['Position', 'Exercise']) {
    await drawer.getByRole('combobox', { name: field }).click()
    await page.getByRole('listbox').getByRole('option').first().click()
  }
  return drawer
}

describe('the invite form', () => {
  it('keeps what was filled in whatever is typed, and says at each field what is wrong', async () => {
    await server.position()
    const page = await pageOf(await server.staff('recruiter'), '/board')
    const form = await openInviteForm(page)
    await form.getByLabel("Candidate's name").fill('x'.repeat(101))
    await form.getByLabel("Candidate's mail address").fill('someone@nowhere')
    for (const days of ['-', '.', '', '0', '91', '3.5', '99999999999999']) {
      await form.getByLabel('Open for (days)').fill(days)
      await form.locator('button[type=submit]').click()
      await form.getByText('Write a whole number of days, from 1 to 90').waitFor()
    }
    await form.getByText('A name can have 100 characters at most').waitFor()
    await form.getByText('What stands after the @ is not the name of a mail server').waitFor()
    await form.getByLabel('Open for (days)').fill('14')
    await form.getByLabel('Appointment').fill('9999-12-31T10:00')
    await form.getByText('The invitation would be closed by then').waitFor()
    await form.getByLabel('Appointment').fill('')
    await form.getByLabel("Candidate's name").fill('Jürgen')
    await form.getByLabel("Candidate's mail address").fill('jürgen@müller.example')
    await form.locator('button[type=submit]').click()
    await form.locator('input[readonly][value*="/i#"]').waitFor()
    expect(browser.complaints).toEqual([])
  })

  it('asks which name is meant, and renames nobody', async () => {
    const recruiter = await server.staff('recruiter')
    const positionId = await server.position()
    const body = {
      positionId,
      exerciseId: 'go-harbour-board',
      candidateName: 'First Person',
      candidateEmail: 'same@candidate.example',
    }
    const first = await recruiter.must('createInvitation', { body })
    const page = await pageOf(recruiter, '/board')
    const form = await openInviteForm(page)
    await form.getByLabel("Candidate's name").fill('Second Person')
    await form.getByLabel("Candidate's mail address").fill('SAME@candidate.example')
    await form.locator('button[type=submit]').click()
    await form.getByText('This address is known as “First Person”').waitFor()
    await form.getByRole('button', { name: /Second Person/ }).click()
    await form.locator('input[readonly][value*="/i#"]').waitFor()
    const { invitations } = await recruiter.must('listInvitations')
    const names = invitations.filter((row) => row.candidateEmail === 'same@candidate.example')
    expect(names.map(({ candidateName }) => candidateName).sort()).toEqual(['First Person', 'Second Person'])
    expect(names.find(({ id }) => id === first.invitationId)?.candidateName).toBe('First Person')
    browser.complaints.length = 0
  })
})

it('a row or a mail with a zone that nobody knows is shown as such, beside the others', async () => {
  const recruiter = await server.staff('recruiter')
  const { invitationId } = await server.candidate()
  await server.deps.db
    .updateTable('invitations')
    .set({ appointment_at: new Date('2026-12-24T10:00:00Z'), appointment_zone: '2020-01-01T00+05:30' })
    .where('id', '=', invitationId)
    .execute()
  const page = await pageOf(recruiter, '/board')
  await page.getByText('10:00 UTC (unknown zone "2020-01-01T00+05:30")').first().waitFor()
  await page.getByText('Zarah Quillfeather').first().waitFor()
  expect(browser.complaints).toEqual([])
})

describe('a computer whose zone the browser cannot name', () => {
  it('sees everything in UTC, and is told so where a time is picked', { timeout: 180_000 }, async () => {
    const lost = await openBrowser({ zone: 'Mars/Phobos' })
    try {
      const { visitor, invitationId } = await server.candidate()
      const page = await pageOf(visitor, `/invitations/${invitationId}`, lost)
      expect(await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone)).toBe('Etc/Unknown')
      await page
        .getByText(/, \d\d:\d\d UTC/)
        .first()
        .waitFor()
      await page.getByRole('button', { name: 'Pick a time' }).click()
      await page.getByText('cannot name the time zone of this computer').waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: /start now/i }).click()
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^start/i })
        .click()
      await page.locator('.monaco-editor .view-line').first().waitFor()
      const boss = await server.staff('admin')
      for (const [path, heading] of [
        ['/board', 'Board'],
        ['/positions', 'Positions'],
        ['/reviews', 'Reviews'],
        ['/people', 'People'],
        ['/feedback', 'Feedback on exercises'],
        ['/regrades', 'Regrades'],
      ] as const) {
        const staffPage = await pageOf(boss, path, lost)
        await staffPage.getByRole('heading', { level: 1, name: heading }).waitFor()
        expect(await staffPage.getByText('fault of its own').count()).toBe(0)
      }
      expect(lost.complaints).toEqual([])
    } finally {
      await lost.close()
    }
  })
})
