import type { Page } from 'playwright-core'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testSettings } from '../../support/run/settings.ts'
import { goExercise, startTestServer, type TestServer } from '../../support/server/test-server.ts'

let server: TestServer
let browser: Awaited<ReturnType<typeof chromium.launch>>
beforeAll(async () => {
  server = await startTestServer()
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run']
  browser = await chromium.launch({ executablePath: testSettings().chromium, args })
})
afterAll(async () => {
  await browser.close()
  await server.stop()
})

const words = /the editor does not fit/

async function openInvitation(page: Page): Promise<void> {
  const { link } = await server.candidate({ exerciseId: goExercise })
  await page.goto(link)
  await page.getByRole('button', { name: /start now/i }).waitFor()
}

it.each([
  ['twice the size', { viewport: { width: 640, height: 360 }, screen: { width: 1280, height: 720 } }],
  ['four times the size', { viewport: { width: 320, height: 180 }, screen: { width: 1280, height: 720 } }],
  [
    'a screen as small as that',
    { viewport: { width: 640, height: 360 }, screen: { width: 640, height: 360 } },
  ],
])('a window on a computer at %s is told nothing of phones', async (_name, size) => {
  const page = await browser.newPage(size)
  await openInvitation(page)
  expect(await page.getByText(words).count()).toBe(0)
  await page.getByRole('button', { name: /start now/i }).click()
  await page.getByRole('dialog').getByText('When you confirm:').waitFor()
  expect(await page.getByText(words).count()).toBe(0)
  await page.context().close()
})

it.each([
  ['with a finger', { hasTouch: true, isMobile: true }],
  ['with a mouse', {}],
])('a phone %s hears of it below the button and once more before the clock starts', async (_name, kind) => {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, ...kind })
  await openInvitation(page)
  expect(await page.getByText(words).count()).toBe(1)
  await page.getByRole('button', { name: /start now/i }).click()
  await page.getByRole('dialog').getByText(words).waitFor()
  await page.context().close()
})
