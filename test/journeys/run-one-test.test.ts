import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findFaults } from '../support/browser/accessibility.ts'
import { openBrowser, pasteIntoEditor, waitUntilSaved, type TestBrowser } from '../support/browser/browser.ts'
import { listBoxes } from '../support/worker/boxes.ts'
import {
  goExercise,
  startTestServer,
  typescriptExercise,
  type TestServer,
} from '../support/server/test-server.ts'
import { startTestWorker } from '../support/worker/test-worker.ts'
import { openWorkspace } from '../support/browser/workspace-page.ts'

let server: TestServer
let worker: { stop(): Promise<void> }
let browser: TestBrowser
beforeAll(async () => {
  server = await startTestServer({ time: 'database' })
  worker = await startTestWorker(server)
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser.close()
  await worker.stop()
  expect(await listBoxes(server.config.workerToken)).toEqual([])
  await server.stop()
})

const goTests = `package main

import "testing"

func TestColours(t *testing.T) {
	t.Log("\\x1b[32mgreen\\x1b[0m \\x1b]0;title\\x07and plain")
	t.Run("of two", func(t *testing.T) {})
	t.Run("of three", func(t *testing.T) {
		t.Errorf("wanted %d", 3)
	})
}
`
const typescriptTests = `import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

describe('colours', () => {
  test('of two', () => console.log('\\u001b[32mgreen\\u001b[0m \\u001b]0;title\\u0007and plain'))
  test('of three', () => {
    assert.equal(1 + 1, 3, 'wanted 3')
  })
})
`

async function openFile(page: Page, path: string): Promise<void> {
  await page.keyboard.press('Control+P')
  await page.getByRole('combobox', { name: "A part of the file's path" }).fill(path)
  await page.keyboard.press('Enter')
  await page.locator(`.file-tab[data-active] button[title="${path}"]`).waitFor()
}

it.each([
  [goExercise, 'board_test.go', goTests, { line: 9, group: 'TestColours', failing: 'of_three' }],
  [
    typescriptExercise,
    'test/service.test.ts',
    typescriptTests,
    { line: 7, group: 'colours', failing: 'of three' },
  ],
])(
  '%s: a failed test is shown at its line and run again alone',
  { timeout: 240_000 },
  async (exerciseId, path, content, { line, group, failing }) => {
    const { page } = await openWorkspace(server, browser, { exerciseId })
    await openFile(page, path)
    await pasteIntoEditor(page, content)
    await waitUntilSaved(page)
    await page.keyboard.press('Control+Enter')
    await page.getByText('Tests failed').first().waitFor({ timeout: 90_000 })

    // As a tree, the failing branch open, and beside the very line.
    const tree = page.locator('.test-tree')
    await tree
      .getByRole('button', { name: new RegExp(group), expanded: true })
      .first()
      .waitFor()
    await page.locator('.monaco-editor .run-mark-text', { hasText: 'wanted 3' }).first().waitFor()
    expect(await page.locator('.monaco-editor .run-mark-number').first().textContent()).toBe(String(line))
    const output = page.getByRole('log', { name: 'Output of the run' })
    await output.locator('.terminal-green', { hasText: 'green' }).waitFor()
    expect(await output.textContent()).toContain('green and plain')
    expect(await findFaults(page)).toEqual([])

    await page.getByRole('navigation', { name: 'Files' }).getByText('README.md').click()
    await tree.getByRole('button', { name: `${path}:${line}` }).click()
    await page.locator(`.file-tab[data-active] button[title="${path}"]`).waitFor()
    await page.getByText(new RegExp(`^${line}:1$`)).waitFor()

    await pasteIntoEditor(page, content.replace("'wanted 3'", "'still'").replace('wanted %d', 'still %d'))
    await waitUntilSaved(page)
    await tree.getByRole('button', { name: `Run only ${failing}` }).click()
    await page.getByText('Part of the tests').waitFor({ timeout: 90_000 })
    await page.getByText(`Only ${group} › ${failing} is run here`).waitFor()
    await page.locator('.monaco-editor .run-mark-text', { hasText: 'still' }).first().waitFor()
    expect(await tree.getByText('of two').count()).toBe(0)
    expect(await tree.getByText('of_two').count()).toBe(0)
    await page.getByRole('region', { name: 'Earlier runs' }).getByText(`only ${failing}`).waitFor()
    expect(browser.complaints.splice(0)).toEqual([])
    await page.context().close()
  },
)

it(
  'points at lines also when the list of runs came only after the run had begun',
  { timeout: 120_000 },
  async () => {
    const begun = Promise.withResolvers<void>()
    let heldCount = 0
    const { page } = await openWorkspace(server, browser, {
      exerciseId: typescriptExercise,
      prepare: async (opened) => {
        await opened.route(/\/attempts\/[^/]+\/runs$/, async (route) => {
          if (route.request().method() === 'GET') {
            heldCount++
            await begun.promise
          }
          const response = await route.fetch()
          if (route.request().method() === 'POST') begun.resolve()
          await route.fulfill({ response })
        })
      },
    })
    await openFile(page, 'test/service.test.ts')
    await pasteIntoEditor(page, typescriptTests)
    await page.keyboard.press('Control+Enter')
    await page.getByText('Tests failed').first().waitFor({ timeout: 90_000 })
    await page.locator('.monaco-editor .run-mark-text', { hasText: 'wanted 3' }).first().waitFor()
    expect(heldCount).toBeGreaterThan(0)
    await page.context().close()
  },
)
