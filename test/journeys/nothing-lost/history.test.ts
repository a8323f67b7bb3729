import { describe, expect } from 'vitest'
import { it } from '../../support/fixtures.ts'
import { pasteIntoEditor, waitUntilSaved } from '../../support/browser/browser.ts'
import { goExercise } from '../../support/server/test-server.ts'
import { findFaults } from '../../support/browser/accessibility.ts'
import { savedText, startAttempt, untilSaved } from './attempt-page.ts'

describe('the history, in light and in dark', () => {
  it('shows what was saved beside what is there now, and brings a file back', async ({ server, browser }) => {
    const { link, visitor } = await server.candidate({ exerciseId: goExercise })
    const page = await browser.open()
    const attemptId = await startAttempt(page, link)
    const starter = await savedText(visitor, attemptId, 'handler.go')
    await pasteIntoEditor(page, 'package main\n\n// all gone\n')
    await untilSaved(visitor, { attemptId, path: 'handler.go', text: '// all gone' })
    await waitUntilSaved(page)

    await page.getByRole('button', { name: 'History' }).click()
    const dialog = page.getByRole('dialog', { name: 'History' })
    await dialog.getByText('Typed in the browser').first().waitFor()
    await dialog.getByText('The files as you got them').click()
    await dialog.locator('.view-line').first().waitFor()
    expect(await findFaults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Restore this file' }).click()
    await dialog.getByText('handler.go is as it was then.').waitFor()
    await page.keyboard.press('Escape')
    await untilSaved(visitor, { attemptId, path: 'handler.go', text: starter })
    expect(await savedText(visitor, attemptId, 'handler.go')).toBe(starter)
    const { revisions } = await visitor.must('listRevisions', { params: { attemptId } })
    expect(revisions.length).toBeGreaterThanOrEqual(3)
    expect(browser.complaints).toEqual([])
  })
})
