import { describe, expect } from 'vitest'
import { issueStaffLink } from '../../../server/staff/staff-links.ts'
import { findFaults } from '../../support/browser/accessibility.ts'
import { itWith } from '../../support/fixtures.ts'

// The page counts down by the wall clock.
const it = itWith({ time: 'database' })

describe('the board with many rows', () => {
  it('keeps a view and a note, shows what would be done to the chosen, and takes it back', async ({
    server,
    browser,
  }) => {
    const recruiter = await server.staff('recruiter')
    const positionId = await server.position()
    for (const name of ['Jürgen Öztürk', 'Mary Smith', '=SUM(A1)'])
      await recruiter.must('createInvitation', {
        body: {
          positionId,
          exerciseId: 'go-harbour-board',
          candidateName: name,
          candidateEmail: `${crypto.randomUUID()}@candidate.example`,
        },
      })
    const email = `${crypto.randomUUID()}@staff.example`
    const staffId = await server.deps.auth.createMember({ name: 'Ada', email, roles: ['recruiter'] })
    const now = await server.deps.clock.now()
    const page = await browser.open()
    await page.goto(await issueStaffLink(server.deps, server.deps.db, { purpose: 'sign_in', staffId, now }))
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('checkbox', { name: 'Choose Mary Smith' }).check()

    // The choice outlives a search that shows others, and a look at a candidate.
    await page.getByRole('searchbox').fill('ÖZT')
    await page.getByRole('checkbox', { name: 'Choose Jürgen Öztürk' }).check()
    await page.getByText('2 chosen, 1 of them not on this page').waitFor()
    expect(await findFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Save this view' }).click()
    await page.getByLabel('Keep what the board shows now as').fill('Only Öz')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('button', { name: 'Open my board with it' }).click()
    await page.getByText('Your board opens with it').waitFor()
    expect(await findFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Jürgen Öztürk' }).click()
    await page.getByRole('textbox', { name: 'New note' }).fill('Calls back on Monday.')
    await page.getByRole('button', { name: 'Keep the note' }).click()
    const notes = page.getByRole('region', { name: 'Notes' })
    await notes.getByText('Calls back on Monday.', { exact: true }).waitFor()
    expect(await findFaults(page)).toEqual([])
    await notes.getByRole('button', { name: 'Delete' }).click()
    await notes.getByText('This note was deleted.').waitFor()

    await page.getByRole('link', { name: 'Board', exact: true }).last().click()
    await page.waitForURL('**/board?q=*')
    await page.getByRole('button', { name: 'Withdraw', exact: true }).click()
    await page.getByText(/^2 invitations will be withdrawn/).waitFor()
    expect(await findFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Withdraw 2 invitations' }).dblclick()
    await page.getByRole('button', { name: 'Take it all back' }).click()
    await page.getByText('Taken back. Nothing was changed, and no mail has left.').waitFor()
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await findFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Back to the board' }).click()
    await page.getByText('2 chosen, 1 of them not on this page').waitFor()
    expect(await findFaults(page)).toEqual([])
    const { counts } = await recruiter.must('countInvitations')
    expect(counts).toMatchObject({ invited: 3, ended: 0 })
  })
})
