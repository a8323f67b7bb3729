import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** A reviewer opens the first submission in their list, marks everything and submits the scorecard. */
export async function reviewFirst(page: Page, hiddenName: RegExp): Promise<void> {
  await page.reload()
  await page.locator('main a[href^="/reviews/"]').first().click()
  await page.getByRole('tab', { name: /evidence/i }).click()
  await page.getByText(hiddenName).waitFor({ state: 'detached' })
  await page.getByRole('tab', { name: /scorecard/i }).click()
  const questions = page.locator('fieldset')
  await questions.first().waitFor()
  expect(await questions.count()).toBeGreaterThan(4)
  for (const question of await questions.all())
    await question.getByRole('radio').nth(3).check({ force: true })
  await page.getByRole('combobox', { name: 'Your reason is about' }).click()
  await page.getByRole('option').first().click()
  await page
    .getByRole('textbox', { name: 'Reason' })
    .fill('Requests in flight are bounded, and each failure is told apart and named.')
  await page.getByRole('button', { name: 'Submit the scorecard' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Submit for good' }).click()
  await page.getByText('Submitted; it cannot be changed').waitFor()
}
