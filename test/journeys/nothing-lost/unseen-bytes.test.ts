import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, waitUntilSaved, type TestBrowser } from '../../support/browser/browser.ts'
import { eventually } from '../../support/eventually.ts'
import { goExercise, startTestServer, type TestServer } from '../../support/server/test-server.ts'
import { openWorkspace, savedFile } from '../../support/browser/workspace-page.ts'
import { openFile, typeAtEnd, waitForEditor } from './attempt-page.ts'

let server: TestServer
let browser: TestBrowser
beforeAll(async () => {
  server = await startTestServer()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
})

const odd = {
  'mixed.txt': '\ufeffone\r\ntwo\nthree\rfour\r\nfive',
  'crlf.txt': 'one\r\ntwo\r\n',
  'separators.json': '{"text":"a\u2028b\u2029c"}',
}

async function openOddFiles() {
  const asked: string[] = []
  const opened = await openWorkspace(server, browser, {
    exerciseId: goExercise,
    prepare: async (page) => void page.on('dialog', (dialog) => asked.push(dialog.message())),
  })
  const { page, attemptId, visitor } = opened
  const changes = Object.entries(odd).map(([path, content]) => ({ kind: 'write' as const, path, content }))
  const save = (more: typeof changes) =>
    visitor.must('saveWorkspace', {
      params: { attemptId },
      body: { clientId: randomUUID(), seq: 1, changes: more },
    })
  await save(changes)
  await page.reload()
  await waitForEditor(page)
  return { ...opened, asked, save }
}

describe('what the editor does not show', () => {
  it('stays as it is: only what is edited changes, and no question of the browser stops the page', async () => {
    const { page, asked, ...opened } = await openOddFiles()
    await openFile(page, 'separators.json')
    await openFile(page, 'mixed.txt')
    await typeAtEnd(page, '!')
    await eventually(async () => (await savedFile({ page, ...opened }, 'mixed.txt')).endsWith('!'))
    expect(await savedFile({ page, ...opened }, 'mixed.txt')).toBe(`${odd['mixed.txt']}!`)
    await openFile(page, 'handler.go')
    await page.evaluate(() => navigator.clipboard.writeText('// a\u2028b'))
    await typeAtEnd(page, '\n')
    await page.keyboard.press('Control+V')
    await eventually(async () => (await savedFile({ page, ...opened }, 'handler.go')).endsWith('// a\u2028b'))
    await waitUntilSaved(page)
    expect(await savedFile({ page, ...opened }, 'separators.json')).toBe(odd['separators.json'])
    expect(await savedFile({ page, ...opened }, 'crlf.txt')).toBe(odd['crlf.txt'])
    await page.reload()
    await waitForEditor(page)
    expect(asked).toEqual([])
  })

  it('is not taken for a change from elsewhere, and keeps its form under another name', async () => {
    const { page, save, ...opened } = await openOddFiles()
    await save([{ kind: 'write', path: 'pushed.txt', content: 'p\n' }])
    const notice = page.getByText(/Changed elsewhere and now here too: /)
    await notice.waitFor()
    expect(await notice.innerText()).toBe('Changed elsewhere and now here too: pushed.txt.')
    await page.getByRole('button', { name: 'More for mixed.txt' }).click({ force: true })
    await page.getByRole('menuitem', { name: 'Rename' }).click()
    await page.getByLabel('Path').fill('renamed.txt')
    await page.getByRole('dialog').getByRole('button', { name: 'Rename or move' }).click()
    await openFile(page, 'renamed.txt')
    await typeAtEnd(page, '?')
    await eventually(
      async () => (await savedFile({ page, ...opened }, 'renamed.txt')) === `${odd['mixed.txt']}?`,
    )
  })
})
