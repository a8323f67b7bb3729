import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** No page of ours has frames, and of what is right no list is wanted: axe need not open a page of its own to gather them. */
function axeOf(page: Page, colorScheme: 'dark' | 'light'): AxeBuilder {
  const axe = new AxeBuilder({ page })
    // A third party's, looked at by its own makers.
    .exclude('.monaco-editor')
    .options({ resultTypes: ['violations'] })
    .setLegacyMode(true)
  return colorScheme === 'light' ? axe : axe.withRules([...rulesOfColour])
}

/** All that another colour scheme can change; whatever else axe looks at is the same in both, and looked at once. */
const rulesOfColour = ['color-contrast', 'link-in-text-block'] as const

/**
 * What axe finds serious or critical, in light and in dark: a page follows its computer, so that it is opened once and looked at in
 * both. It is left in light.
 */
export async function findFaults(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: 'attached' })
    const { violations } = await axeOf(page, colorScheme).analyze()
    for (const { id, impact, nodes } of violations)
      if (impact === 'serious' || impact === 'critical')
        found.push(`${colorScheme} ${page.url()} ${id}: ${nodes.map((node) => node.html).join(' ')}`)
  }
  return found
}
