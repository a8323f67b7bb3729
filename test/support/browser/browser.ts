import { chromium, type Browser, type Page } from 'playwright-core'
import { testSettings } from '../run/settings.ts'

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The later list counts, so that this one repeats what matters of the driver's. The last two would give each window a page of the
  // browser's own for its address bar, which nobody sees.
  `--disable-features=${[
    'AvoidUnnecessaryBeforeUnloadCheckSync',
    'DestroyProfileOnBrowserClose',
    'HttpsFirstBalancedModeAutoEnable',
    'HttpsUpgrades',
    'LensOverlay',
    'MediaRouter',
    'NetworkTimeServiceQuerying',
    'OptimizationHints',
    'PaintHolding',
    'ThirdPartyStoragePartitioning',
    'AvoidCorsURLLoaderRestartOnRedirect',
    'TcpPortRandomizationWin',
    'AimEnabled',
    'PreconnectToSearch',
    'WebUIOmniboxPopup',
    'WebUIOmniboxAimPopup',
  ].join(',')}`,
]

interface WindowOptions {
  width?: number
  height?: number
  /** Where its owner lives, such as `Asia/Kathmandu`; left out, the machine's own zone. */
  zone?: string
}

export interface TestBrowser {
  /** A window of somebody new: no cookies, nothing stored. */
  open(options?: WindowOptions): Promise<Page>
  /** What any page complained about: console errors, uncaught exceptions, refused content. Empty in a good test. */
  complaints: string[]
  close(): Promise<void>
}

/** `zone`: what the computer says its own zone is, also one that nobody knows. */
export async function openBrowser(computer: { zone?: string } = {}): Promise<TestBrowser> {
  const browser: Browser = await chromium.launch({
    executablePath: testSettings().chromium,
    args: quiet,
    ...(computer.zone === undefined ? {} : { env: { ...process.env, TZ: computer.zone } }),
  })
  const complaints: string[] = []
  return {
    complaints,
    async open({ width = 1280, height = 720, zone } = {}) {
      const context = await browser.newContext({
        viewport: { width, height },
        // What is looked at in dark too is switched: `findFaults`.
        colorScheme: 'light',
        // What is pressed and looked at stands where it will stay.
        reducedMotion: 'reduce',
        ...(zone === undefined ? {} : { timezoneId: zone }),
      })
      // Against a page that hangs, and no measure of speed: several files at once on a busy host take several times as long.
      context.setDefaultTimeout(90_000)
      await context.grantPermissions(['clipboard-read', 'clipboard-write'])
      const page = await context.newPage()
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`${page.url()}: ${message.text()}`)
      })
      page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.stack ?? error.message}`))
      return page
    },
    // With all windows at once: Chromium 156 at times never answers when one context is closed whose page was given a file.
    close: () => browser.close(),
  }
}

/** Replaces what stands in the editor, as a person does who brings code from elsewhere. */
export async function pasteIntoEditor(page: Page, text: string): Promise<void> {
  await page.locator('.monaco-editor .view-lines').first().click()
  await page.keyboard.press('Control+A')
  await page.evaluate((content) => navigator.clipboard.writeText(content), text)
  await page.keyboard.press('Control+V')
}

/** Waits until the page says that everything is saved. */
export async function waitUntilSaved(page: Page): Promise<void> {
  await page
    .getByText(/^Saved( |$)/)
    .first()
    .waitFor()
}
