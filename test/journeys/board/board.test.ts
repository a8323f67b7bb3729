import { describe, expect } from 'vitest'
import { issueStaffLink } from '../../../server/staff/staff-links.ts'
import { findFaults } from '../../support/browser/accessibility.ts'
import { itWith } from '../../support/fixtures.ts'
import type { TestBrowser } from '../../support/browser/browser.ts'
import type { TestServer } from '../../support/server/test-server.ts'

// The page counts down by the wall clock.
const it = itWith({ time: 'database' })

async function openBoard(server: TestServer, browser: TestBrowser) {
  const email = `${crypto.randomUUID()}@staff.example`
  const staffId = await server.deps.auth.createMember({ name: 'Ada', email, roles: ['recruiter'] })
  const now = await server.deps.clock.now()
  const page = await browser.open()
  await page.goto(await issueStaffLink(server.deps, server.deps.db, { purpose: 'sign_in', staffId, now }))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'Board' }).waitFor()
  return page
}

describe('the board', () => {
  it('is narrowed by its address, follows what happens row by row, and leads to a candidate by keyboard', async ({
    server,
    browser,
  }) => {
    const first = await server.candidate()
    const recruiter = await server.staff('recruiter')
    const invite = async (candidateName: string) =>
      recruiter.must('createInvitation', {
        body: {
          positionId: await server.position(),
          exerciseId: 'go-harbour-board',
          candidateName,
          candidateEmail: `${crypto.randomUUID()}@candidate.example`,
        },
      })
    await invite('Jürgen Öztürk')
    const page = await openBoard(server, browser)
    const rows = page.locator('.board-rows tbody tr')
    await rows.nth(1).waitFor()
    expect(await findFaults(page)).toEqual([])

    // Somebody starts: the row changes where it stands, and nothing but that row is asked for.
    const asked: string[] = []
    page.on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (pathname === '/api/invitations' || pathname === '/api/board/rows') asked.push(pathname)
    })
    await first.visitor.must('startAttempt', { params: { invitationId: first.invitationId }, body: {} })
    await rows.getByText(/^1 h 59 min left$|^2 h 00 min left$/).waitFor()
    expect(new Set(asked)).toEqual(new Set(['/api/board/rows']))
    await invite('Third Person')
    await rows.filter({ hasText: 'Third Person' }).waitFor()

    await page.getByRole('searchbox').pressSequentially('ÖZT')
    await page.waitForURL('**/board?q=*')
    await expect.poll(() => rows.count()).toBe(1)
    expect(await page.getByRole('searchbox').inputValue()).toBe('ÖZT')
    await page.goBack()
    await page.goForward()
    await page.getByRole('link', { name: /^Invited 1/ }).waitFor()
    await page.getByRole('button', { name: 'Show all' }).click()
    await expect.poll(() => rows.count()).toBe(3)
    await page.getByRole('link', { name: /^In progress/ }).click()
    await expect.poll(() => rows.count()).toBe(1)
    await page.getByRole('link', { name: /^Ended/ }).click()
    await page.getByText('Nothing matches').waitFor()

    await page.keyboard.press('ControlOrMeta+k')
    await page.getByPlaceholder('A page, a stage, or a candidate').pressSequentially('quillf')
    await page.getByRole('dialog').getByText('Zarah Quillfeather').waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/board/${first.invitationId}`)
    const happened = page.getByRole('region', { name: 'What happened' })
    for (const title of ['Started', 'Opened the invitation', 'Invited'])
      await happened.getByText(title, { exact: true }).waitFor()
    expect(await findFaults(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await findFaults(page)).toEqual([])
    expect(browser.complaints).toEqual([])
  })
})
