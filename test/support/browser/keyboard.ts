import type { Page } from 'playwright-core'

/** What has the focus, as a screen reader would name it: "button Run". */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (element === null || element === document.body) return ''
    const role = element.getAttribute('role') ?? element.tagName.toLowerCase()
    const labelledBy = element.getAttribute('aria-labelledby')?.split(' ')[0]
    const isField = element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement
    const names = [
      element.getAttribute('aria-label'),
      labelledBy === undefined ? null : document.getElementById(labelledBy)?.textContent,
      isField ? element.labels?.[0]?.textContent : null,
      element.textContent,
    ]
    const label = names.find((name) => typeof name === 'string' && name !== '')
    return `${role} ${label?.trim() ?? ''}`
  })
}

/** Presses Tab until something whose name fits has the focus. Throws with everything that was passed on the way. */
export async function tabTo(page: Page, wanted: RegExp, most = 80): Promise<void> {
  const passed: string[] = []
  for (let presses = 0; presses < most; presses += 1) {
    const name = await focused(page)
    if (wanted.test(name)) return
    passed.push(name)
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never came to ${wanted}; it passed:\n${passed.join('\n')}`)
}
