import { expect } from 'vitest'
import { findFaults } from '../../support/browser/accessibility.ts'
import { it } from '../../support/fixtures.ts'
import { goExercise, typescriptExercise } from '../../support/server/test-server.ts'

it(
  'a candidate reads both exercises side by side, takes one, changes their mind, and is held to it from the start on',
  { timeout: 120_000 },
  async ({ server, browser }) => {
    const recruiter = await server.staff('recruiter')
    const positionId = await server.position({ exerciseIds: [goExercise, typescriptExercise] })
    const { link } = await recruiter.must('createInvitation', {
      body: { positionId, candidateName: 'Lin Okafor', candidateEmail: 'lin@choice.example' },
    })
    const page = await browser.open()
    await page.goto(link)
    await page.getByRole('heading', { level: 1, name: 'Choose your exercise' }).waitFor()
    const options = page.getByRole('article')
    expect(await options.count()).toBe(2)
    const [left, right] = [await options.nth(0).boundingBox(), await options.nth(1).boundingBox()]
    expect(left!.y).toBe(right!.y)
    expect(right!.x).toBeGreaterThan(left!.x + left!.width)
    expect(await page.getByRole('button', { name: /^Start now/ }).count()).toBe(0)
    const found = await findFaults(page)

    await options.nth(0).getByRole('button', { name: 'Take “The harbour board”' }).click()
    await page.getByRole('heading', { level: 1, name: 'The harbour board' }).waitFor()
    await page.getByText('You take “The harbour board”.').waitFor()
    await page.setViewportSize({ width: 390, height: 844 })
    found.push(...(await findFaults(page)))
    await page.setViewportSize({ width: 1280, height: 720 })
    await options.nth(1).getByRole('button', { name: 'Take “The seed desk”' }).press('Enter')
    await page.getByRole('heading', { level: 1, name: 'The seed desk' }).waitFor()
    expect(await options.nth(1).getByRole('button', { name: 'You take this one' }).isVisible()).toBe(true)

    await page.getByRole('button', { name: /^Start now/ }).click()
    await page.getByText('You take “The seed desk”, and can no longer change').waitFor()
    await page.getByRole('button', { name: /^Start: 2 hours/ }).click()
    await page.waitForURL(/\/attempts\//)
    await page.goto(link)
    await page.getByText('The clock is running.').waitFor()
    expect(await page.getByRole('article').count()).toBe(0)
    expect(found).toEqual([])
    expect(browser.complaints).toEqual([])
  },
)
