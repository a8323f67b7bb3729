import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { it } from '../support/fixtures.ts'
import { findFaults } from '../support/browser/accessibility.ts'
import { pasteIntoEditor, waitUntilSaved } from '../support/browser/browser.ts'
import { eventually } from '../support/eventually.ts'
import { goExercise, typescriptExercise } from '../support/server/test-server.ts'
import { openWorkspace, savedFile } from '../support/browser/workspace-page.ts'

const activeTab = (page: Page, path: string) =>
  page.locator(`.file-tab[data-active] button[title="${path}"]`).waitFor()

it('gofmt formats Go, and says what it cannot read; nothing on the page breaks its policy', async ({
  server,
  browser,
}) => {
  const opened = await openWorkspace(server, browser, { exerciseId: goExercise })
  const { page } = opened
  await pasteIntoEditor(page, 'package main\n\nfunc  x( ){\nreturn  }\n')
  await page.keyboard.press('Shift+Alt+F')
  await eventually(async () => {
    await page.keyboard.press('Control+S')
    return (await savedFile(opened, 'handler.go')) === 'package main\n\nfunc x() {\n\treturn\n}\n'
  })
  await pasteIntoEditor(page, 'package main\n\nfunc x( {\n')
  await page.keyboard.press('Shift+Alt+F')
  await page.getByText(/^gofmt cannot read line 3: .+\. Mend that, then format again\.$/).waitFor()
  const evaluated = await page.evaluate(() => {
    try {
      return Boolean(new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])))
    } catch {
      return false
    }
  })
  // The page itself may not do what gofmt's own worker may.
  expect(evaluated).toBe(false)
  expect(browser.complaints.splice(0).filter((line) => !line.includes('WebAssembly'))).toEqual([])
  await page.context().close()
})

it('finds a file by letters, a text in all files, and a place by its problem, with the keyboard alone', async ({
  server,
  browser,
}) => {
  const opened = await openWorkspace(server, browser, { exerciseId: typescriptExercise })
  const { page } = opened
  await page.locator('.monaco-editor .view-lines').first().click()
  await page.keyboard.press('Control+P')
  await page.getByRole('combobox', { name: "A part of the file's path" }).fill('bents')
  await page.getByRole('option', { name: 'src/bench.ts', selected: true }).waitFor()
  await page.keyboard.press('Enter')
  await activeTab(page, 'src/bench.ts')

  await page.keyboard.press('Control+Shift+F')
  await page.getByRole('textbox', { name: 'Search in all files' }).fill('createBench\\(\\d')
  await page.getByText('Found nowhere.').waitFor()
  await page.getByRole('button', { name: 'Regular expression' }).press('Enter')
  await page.getByText(/^3 places in 1 file$/).waitFor()
  expect(await findFaults(page)).toEqual([])
  await page.getByRole('region', { name: 'test/bench.test.ts' }).getByRole('button').nth(1).press('Enter')
  await activeTab(page, 'test/bench.test.ts')
  await page.getByText(/^25:\d+$/).waitFor()

  await page.keyboard.press('Control+P')
  await page.getByRole('combobox', { name: "A part of the file's path" }).fill('main')
  await page.keyboard.press('Enter')
  await activeTab(page, 'src/main.ts')
  await pasteIntoEditor(page, "import { nothing } from './bench'\n\nexport const wrong: number = 'text'\n")
  await page.getByRole('button', { name: 'Problems: 2 errors, 0 warnings' }).waitFor({ timeout: 60_000 })
  await page.keyboard.press('Control+Shift+M')
  const problems = page.getByRole('region', { name: 'Problems' })
  // The sandbox's own options: what Node would not find is not found here either.
  await problems.getByRole('button', { name: /need explicit file extensions.*src\/main\.ts:1:/ }).waitFor()
  expect(await findFaults(page)).toEqual([])
  await problems.getByRole('button', { name: /not assignable to type 'number'/ }).press('Enter')
  await page.getByText(/^3:14/).waitFor()
  expect(browser.complaints.splice(0)).toEqual([])
  await page.context().close()
})

it('a pattern that takes for ever is given up, and the page stays awake', async ({ server, browser }) => {
  const { page } = await openWorkspace(server, browser, { exerciseId: goExercise })
  await pasteIntoEditor(page, `package main\n\n// ${'a'.repeat(60)}!\n`)
  await page.keyboard.press('Control+Shift+F')
  await page.getByRole('button', { name: 'Regular expression' }).click()
  await page.getByRole('textbox', { name: 'Search in all files' }).fill('(a+)+$')
  await page.getByText(/^This expression takes too long/).waitFor()
  await page.getByRole('textbox', { name: 'Search in all files' }).fill('a{60}')
  await page.getByText('1 place in 1 file').waitFor()
  expect(browser.complaints.splice(0)).toEqual([])
  await page.context().close()
})

it('remembers how one likes the editor and where one was', async ({ server, browser }) => {
  const opened = await openWorkspace(server, browser, { exerciseId: goExercise })
  const { page } = opened
  await page.getByRole('button', { name: 'Editor', exact: true }).click()
  await page.getByRole('button', { name: 'Larger' }).click()
  await page.getByRole('button', { name: 'Larger' }).click()
  await page.getByRole('switch', { name: 'Vim keys' }).check({ force: true })
  expect(await findFaults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.locator('.vim-bar').getByText('--NORMAL--').waitFor()

  await page.locator('.monaco-editor .view-lines').first().click()
  await page.keyboard.type('ggO')
  await page.locator('.vim-bar').getByText('--INSERT--').waitFor()
  await page.keyboard.type('// by vim')
  await page.keyboard.press('Escape')
  await page.keyboard.type(':w')
  await page.keyboard.press('Enter')
  await waitUntilSaved(page)
  expect(await savedFile(opened, 'handler.go')).toMatch(/^\/\/ by vim\n/)
  await page.keyboard.type('5gg')
  await page.getByText(/^5:2$/).waitFor()

  await page.reload()
  await page.locator('.vim-bar').getByText('--NORMAL--').waitFor()
  await page.getByText(/^5:2$/).waitFor()
  const fontSize = await page
    .locator('.monaco-editor .view-lines')
    .evaluate((element) => getComputedStyle(element).fontSize)
  expect(fontSize).toBe('15px')
  expect(browser.complaints.splice(0)).toEqual([])
  await page.context().close()
})

it('the Tab key can be let out of the editor, and the page says so', async ({ server, browser }) => {
  const { page } = await openWorkspace(server, browser, { exerciseId: goExercise })
  const hint = page.getByRole('button', { name: /^Tab (indents|leaves) · Ctrl\+M$/ })
  await page.locator('.monaco-editor .view-lines').first().click()
  expect(await hint.textContent()).toBe('Tab indents · Ctrl+M')
  await page.keyboard.press('Control+M')
  await page.getByRole('button', { name: 'Tab leaves · Ctrl+M', pressed: true }).waitFor()
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.closest('.monaco-editor') === null)).toBe(true)
  expect(browser.complaints.splice(0)).toEqual([])
  await page.context().close()
})

it('works at twice the size, in light and in dark', async ({ server, browser }) => {
  const window = { width: 640, height: 360 }
  const { page } = await openWorkspace(server, browser, { exerciseId: goExercise, ...window })
  const widths = () => page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  const [content, window_] = await widths()
  expect(content).toBeLessThanOrEqual(window_ ?? 0)
  const panes = page.getByRole('radiogroup', { name: 'What is shown' })
  await panes.getByText('Files').click()
  await page.getByRole('navigation', { name: 'Files' }).getByText('go.mod').click()
  await activeTab(page, 'go.mod')
  await page.locator('.monaco-editor .view-lines').first().click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('\n// typed')
  await waitUntilSaved(page)
  await panes.getByText('Instructions, runs').click()
  await page.getByRole('tab', { name: 'Runs' }).click()
  await page.getByText('No run yet').waitFor()
  expect(await findFaults(page)).toEqual([])
  expect(browser.complaints.splice(0)).toEqual([])
  await page.context().close()
})
