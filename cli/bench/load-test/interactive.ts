import { chromium } from 'playwright-core'
import type { OwnServer } from './open-server.ts'
import { seedCandidates } from '../seed-candidates.ts'

const openings = 10
const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking']

/**
 * Opens the workspace in a browser that has been there before. Answers, for each opening, the milliseconds from going to the
 * address until a key that was pressed in the editor is on the screen.
 */
export async function measureInteractive(server: OwnServer, executablePath: string): Promise<number[]> {
  const now = new Date()
  const [candidate] = await seedCandidates(server.db, { count: 1, startedAt: now, now })
  if (candidate === undefined || candidate.attemptId === null)
    throw new Error('Nobody is there to open the workspace.')
  const [name = '', value = ''] = candidate.cookie.split('=')
  const browser = await chromium.launch({ executablePath, args: flags })
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 } })
    await context.addCookies([{ name, value, url: server.url }])
    const page = await context.newPage()
    const took: number[] = []
    for (let opening = 0; opening <= openings; opening += 1) {
      const word = `// opening ${opening}`
      await page.goto('about:blank')
      const startedAt = performance.now()
      await page.goto(`${server.url}/attempts/${candidate.attemptId}`, { waitUntil: 'commit' })
      await page.locator('.monaco-editor .view-lines').first().click()
      await page.keyboard.type(word.slice(0, 1))
      await page.locator('.view-line', { hasText: /^\/\S/ }).first().waitFor()
      took.push(performance.now() - startedAt)
      await page.keyboard.press('Control+z')
      await page
        .getByText(/^Saved( |$)/)
        .first()
        .waitFor()
    }
    // The first one fills the cache.
    return took.slice(1)
  } finally {
    await browser.close()
  }
}
