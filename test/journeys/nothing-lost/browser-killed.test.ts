import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../../support/eventually.ts'
import { testSettings } from '../../support/run/settings.ts'
import { goExercise, startTestServer, type TestServer } from '../../support/server/test-server.ts'
import { savedText, startAttempt, typeAtEnd, untilSaved, waitForEditor } from './attempt-page.ts'

let server: TestServer
beforeAll(async () => void (server = await startTestServer()))
afterAll(() => server.stop())

interface OwnBrowser {
  page: Page
  /** All of it at once, as when the computer's power fails. */
  kill: () => Promise<void>
}

let profile = ''
const running = new Set<OwnBrowser>()
afterEach(async () => {
  for (const one of running) await one.kill()
  await rm(profile, { recursive: true, force: true })
})

/** A browser in processes of its own, whose profile outlives it. */
async function startBrowser(): Promise<OwnBrowser> {
  const portFile = join(profile, 'DevToolsActivePort')
  await rm(portFile, { force: true })
  const child: ChildProcess = spawn(
    testSettings().chromium,
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: 'ignore', detached: true },
  )
  const ended = once(child, 'exit')
  const port = await eventually(async () => (await readFile(portFile, 'utf8')).split('\n')[0], 60_000)
  const browser: Browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
  const page = await browser.contexts()[0]!.newPage()
  const own: OwnBrowser = {
    page,
    async kill() {
      if (!running.delete(own)) return
      process.kill(-child.pid!, 'SIGKILL')
      await ended
      await browser.close()
    },
  }
  running.add(own)
  return own
}

const keyEveryMs = 50
const path = 'handler.go'

describe('kill -9 of the browser', () => {
  it('loses at most a second of typing, nothing that was acknowledged, and asks nobody afterwards', async () => {
    profile = await mkdtemp(join(tmpdir(), 'fairtime-browser-'))
    const { link, visitor } = await server.candidate({ exerciseId: goExercise })
    const first = await startBrowser()
    const attemptId = await startAttempt(first.page, link)
    await typeAtEnd(first.page, '\n// acknowledged\n')
    await untilSaved(visitor, { attemptId, path, text: '// acknowledged\n' })

    // From here on no save gets through: all that is left is what the browser itself has kept.
    await first.page.route('**/saves', (route) => route.abort())
    const keys = Array.from({ length: 80 }, (_, index) => String.fromCharCode(97 + (index % 26)))
    await typeAtEnd(first.page, `// ${keys.join('')}`, keyEveryMs)
    await first.kill()
    expect(await savedText(visitor, attemptId, path)).not.toContain(keys.slice(0, 3).join(''))

    const again = await startBrowser()
    // Its cookies may be gone with it, so the way back is the link in the mail.
    await again.page.goto(link)
    await again.page.getByRole('link', { name: 'Continue' }).click()
    await waitForEditor(again.page)
    const text = await savedText(visitor, attemptId, path)
    expect(text).toContain('// acknowledged\n')
    const typed = text.slice(text.lastIndexOf('// ') + 3)
    expect(keys.join('').startsWith(typed)).toBe(true)
    const lostMs = (keys.length - typed.length) * keyEveryMs
    console.info(`${keys.length - typed.length} of ${keys.length} keystrokes lost, ${lostMs} ms of typing`)
    expect(lostMs).toBeLessThanOrEqual(1_000)
    expect((await visitor.must('listConflictCopies', { params: { attemptId } })).conflicts).toEqual([])

    // The dead window held the right to write; it was this browser's own, so there is nothing to ask.
    await typeAtEnd(again.page, '\n// and on\n')
    await untilSaved(visitor, { attemptId, path, text: '// and on\n' })
  })
})
