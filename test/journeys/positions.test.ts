import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { keepVersion } from '../../server/exercises/store.ts'
import { readExerciseFolder } from '../../server/exercises/read-folder.ts'
import { issueStaffLink } from '../../server/staff/staff-links.ts'
import { findFaults } from '../support/browser/accessibility.ts'
import type { TestBrowser } from '../support/browser/browser.ts'
import { it } from '../support/fixtures.ts'
import { goExercise, type TestServer } from '../support/server/test-server.ts'

const phone = { width: 390, height: 844 }
const desktop = { width: 1280, height: 720 }

async function openPositions(server: TestServer, browser: TestBrowser, name: string): Promise<Page> {
  const roles = ['recruiter', 'admin'] as const
  const staffId = await server.deps.auth.createMember({
    name,
    email: `${name}@firma.example`,
    roles: [...roles],
  })
  const now = await server.deps.clock.now()
  const link = await issueStaffLink(server.deps, server.deps.db, { purpose: 'sign_in', staffId, now })
  const page = await browser.open()
  await page.goto(link)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/board')
  await page.goto(`${server.url}/positions`)
  return page
}

async function loadNewer(server: TestServer): Promise<void> {
  const folder = await readExerciseFolder(`exercises/${goExercise}`, goExercise)
  if ('reason' in folder) throw new Error(folder.reason)
  const manifest = { ...folder.manifest, version: '99.0.0' }
  await keepVersion(server.deps.db, { ...folder, manifest, contentSha256: 'newer' }, server.clock.current)
}

const drawerOf = (page: Page) => page.getByRole('dialog')

async function edit(page: Page, summary: string): Promise<void> {
  await page.getByRole('button', { name: 'Edit Gardener' }).click()
  await drawerOf(page).getByLabel('Summary').fill(summary)
}

it('two recruiters edit one position, and a newer exercise opens the next cohort', async ({
  server,
  browser,
}) => {
  const recruiter = await server.staff('recruiter')
  const made = await recruiter.must('createPosition', {
    body: { title: 'Gardener', exerciseIds: [goExercise] },
  })
  const now = async () => (await recruiter.must('listPositions')).positions.find(({ id }) => id === made.id)!
  const ada = await openPositions(server, browser, 'ada')
  const noor = await openPositions(server, browser, 'noor')

  await edit(ada, 'as Ada wrote it')
  await edit(noor, 'as Noor wrote it')
  await drawerOf(ada).getByRole('button', { name: 'Save', exact: true }).click()
  await drawerOf(ada).waitFor({ state: 'hidden' })
  await drawerOf(noor).getByRole('button', { name: 'Save', exact: true }).click()
  await drawerOf(noor).getByText('Somebody else has changed this in the meantime.').waitFor()
  expect((await now()).summary).toBe('as Ada wrote it')
  expect(await drawerOf(noor).getByLabel('Summary').inputValue()).toBe('as Noor wrote it')
  expect(await findFaults(noor)).toEqual([])
  await drawerOf(noor).getByRole('button', { name: 'Show what it is now' }).click()
  await drawerOf(noor).getByText('Somebody else has changed').waitFor({ state: 'hidden' })
  expect(await drawerOf(noor).getByLabel('Summary').inputValue()).toBe('as Ada wrote it')

  await drawerOf(noor).getByText('Words in mails').click()
  await drawerOf(noor).getByRole('textbox', { name: 'First paragraph' }).fill('Dear {candidat}')
  await drawerOf(noor).getByRole('button', { name: 'Save', exact: true }).click()
  await drawerOf(noor).getByText('{candidat} is not known').waitFor()
  await drawerOf(noor)
    .getByRole('textbox', { name: 'First paragraph' })
    .fill('Dear {candidate}, this is for {position}.')
  await drawerOf(noor).getByText('Dear Kofi Mensah, this is for Gardener.').waitFor()
  await drawerOf(noor).getByText('Policies').click()
  await noor.setViewportSize(phone)
  expect(await findFaults(noor)).toEqual([])
  await noor.setViewportSize(desktop)
  await recruiter.must('closePosition', { params: { positionId: made.id } })
  await recruiter.must('reopenPosition', { params: { positionId: made.id } })
  await drawerOf(noor).getByRole('button', { name: 'Save', exact: true }).click()
  await drawerOf(noor).getByRole('button', { name: 'Save mine all the same' }).click()
  await drawerOf(noor).waitFor({ state: 'hidden' })
  expect((await now()).mailIntro).toBe('Dear {candidate}, this is for {position}.')

  await loadNewer(server)
  await ada.reload()
  await ada.getByText(/A newer version is there: .* 99\.0\.0 instead of/).waitFor()
  expect(await findFaults(ada)).toEqual([])
  await ada.getByRole('button', { name: 'Open cohort 2 of Gardener' }).click()
  await drawerOf(ada).getByText('not compared with each other').waitFor()
  expect(await findFaults(ada)).toEqual([])
  await drawerOf(ada).getByRole('button', { name: 'Open cohort 2' }).click()
  await ada.getByText('Cohort 2', { exact: true }).waitFor()
  expect((await now()).cohort).toMatchObject({ number: 2, exercises: [{ version: '99.0.0' }] })

  await edit(ada, 'with another exercise')
  await drawerOf(ada).getByRole('combobox', { name: 'Exercises' }).click()
  await ada.getByRole('option').last().click()
  await ada.keyboard.press('Tab')
  await drawerOf(ada).getByText('Saving opens cohort 3').waitFor()
  expect(await findFaults(ada)).toEqual([])
  await ada.reload()

  await ada.getByRole('button', { name: 'Copy Gardener' }).click()
  await drawerOf(ada).getByRole('button', { name: 'Open the position' }).click()
  await ada.getByText('Copy of Gardener').waitFor()
  await ada.goto(`${server.url}/organisation`)
  await ada.getByLabel('Name of the organisation').fill('Seedlings GmbH')
  await ada.getByRole('button', { name: 'Save' }).click()
  await ada.setViewportSize(phone)
  expect(await findFaults(ada)).toEqual([])
})
