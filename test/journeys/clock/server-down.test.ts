import { describe, expect } from 'vitest'
import { it } from '../../support/fixtures.ts'
import { sweepDeadlines } from '../../../server/submissions/sweep-deadlines.ts'
import { waitUntilSaved } from '../../support/browser/browser.ts'
import { goExercise } from '../../support/server/test-server.ts'

const minuteMs = 60_000

describe('the server is down across the deadline', () => {
  it('what is typed meanwhile is not lost, the time comes back, and the end comes by itself', async ({
    server,
    browser,
  }) => {
    const { link, visitor } = await server.candidate({ exerciseId: goExercise })
    const page = await browser.open()
    await page.goto(link)
    await page.getByRole('button', { name: /start now/i }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^start/i })
      .click()
    await page.locator('.monaco-editor .view-line').first().waitFor()
    const attemptId = page.url().split('/').at(-1) ?? ''
    const type = async (text: string) => {
      await page.locator('.monaco-editor .view-lines').first().click()
      await page.keyboard.press('Control+End')
      await page.keyboard.type(text)
    }
    await type('// before\n')
    await waitUntilSaved(page)

    // Some server was at work until a minute before the end; then none is, for eleven minutes.
    server.clock.advance(119 * minuteMs)
    await server.deps.db.updateTable('heartbeats').set({ beat_at: server.clock.current }).execute()
    await server.restart({
      afterMs: 11 * minuteMs,
      async meanwhile() {
        await type('// while nobody answered\n')
        await page
          .getByText(/offline/i)
          .first()
          .waitFor()
      },
    })
    await waitUntilSaved(page)
    const { clock } = await visitor.must('getAttempt', { params: { attemptId } })
    expect(clock.state).toBe('running')
    expect(clock.remainingMs).toBeGreaterThanOrEqual(5 * minuteMs)
    await page
      .getByText(/given back|added/i)
      .first()
      .waitFor()
    await type('// after\n')
    await waitUntilSaved(page)

    server.clock.advance(clock.remainingMs + 2 * minuteMs)
    await server.deps.db.updateTable('heartbeats').set({ beat_at: server.clock.current }).execute()
    await sweepDeadlines(server.deps)
    await page.waitForURL('**/receipt')
    const { files } = await visitor.must('getPreview', { params: { attemptId } })
    const main = files.map(({ content }) => content).join('\n')
    for (const words of ['// before', '// while nobody answered', '// after']) expect(main).toContain(words)
    // The page said what the browser says of a server that does not answer; nothing else may be wrong.
    expect(
      browser.complaints.filter((line) => !/ERR_CONNECTION_REFUSED|WebSocket|502|503/.test(line)),
    ).toEqual([])
  })
})
