import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { it } from '../../support/fixtures.ts'
import type { Visitor } from '../../support/server/call.ts'
import { type TestBrowser } from '../../support/browser/browser.ts'
import { goExercise, type TestServer } from '../../support/server/test-server.ts'
import { moveClockByHand, realComplaints, startAttempt } from '../nothing-lost/attempt-page.ts'

const minuteMs = 60_000

/** Somebody with 24 minutes left. The server's clock stands still unless it is moved; the page counts on by itself. */
async function startAttemptNearTheEnd(server: TestServer, browser: TestBrowser) {
  const { link, visitor } = await server.candidate({ exerciseId: goExercise })
  const page = await browser.open()
  const pass = await moveClockByHand(page)
  const attemptId = await startAttempt(page, link)
  server.clock.advance(96 * minuteMs)
  await page.reload()
  await page.getByRole('button', { name: 'Time left: 24 min' }).waitFor()
  return { page, pass, visitor, attemptId }
}

/** Moves the server's clock, which stands still from then on, while the page counts down by itself. */
function passOnServer(server: TestServer, ms: number): { sinceS: () => number } {
  const movedAt = performance.now()
  server.clock.advance(ms)
  return { sinceS: () => (performance.now() - movedAt) / 1_000 }
}

/** What the page shows is what the server says, within a second, less what the page has counted on by itself since. */
async function expectTrue(
  { page, visitor, attemptId }: { page: Page; visitor: Visitor; attemptId: string },
  { sinceS }: { sinceS: () => number },
): Promise<void> {
  const button = page.getByRole('button', { name: /^Time left: \d:\d\d$/ })
  await button.waitFor()
  const label = (await button.getAttribute('aria-label')) ?? ''
  const [minutes = '', seconds = ''] = label.replace('Time left: ', '').split(':')
  const { remainingMs } = await visitor.must('getClock', { params: { attemptId } })
  const differenceS = Number(minutes) * 60 + Number(seconds) - remainingMs / 1_000
  expect(differenceS).toBeLessThanOrEqual(1)
  expect(differenceS).toBeGreaterThanOrEqual(-1 - sinceS())
}

describe('the time that is shown is the server’s', () => {
  it('after the computer slept for 20 minutes, in which its monotonic clock stood still', async ({
    server,
    browser,
  }) => {
    const attempt = await startAttemptNearTheEnd(server, browser)
    const moved = passOnServer(server, 20 * minuteMs)
    await attempt.pass(20 * minuteMs)
    await expectTrue(attempt, moved)
    expect(realComplaints(browser.complaints)).toEqual([])
  })

  it('after 20 minutes without a line', async ({ server, browser }) => {
    const attempt = await startAttemptNearTheEnd(server, browser)
    const { page } = attempt
    await page.context().setOffline(true)
    const moved = passOnServer(server, 20 * minuteMs)
    await page.context().setOffline(false)
    await expectTrue(attempt, moved)
    expect(realComplaints(browser.complaints)).toEqual([])
  })

  it('when the page comes to the front again', async ({ server, browser }) => {
    const attempt = await startAttemptNearTheEnd(server, browser)
    const { page } = attempt
    const other = await page.context().newPage()
    await other.bringToFront()
    const moved = passOnServer(server, 20 * minuteMs)
    await page.bringToFront()
    await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await expectTrue(attempt, moved)
  })

  it('whatever somebody does to the time of their computer', async ({ server, browser }) => {
    const attempt = await startAttemptNearTheEnd(server, browser)
    const { page, pass } = attempt
    const moved = passOnServer(server, 20 * minuteMs)
    await page.reload()
    await expectTrue(attempt, moved)
    for (const ms of [2 * 60 * minuteMs, -4 * 60 * minuteMs]) {
      await pass(ms)
      await expectTrue(attempt, moved)
    }
  })
})
