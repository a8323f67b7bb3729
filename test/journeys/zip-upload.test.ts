import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser, type TestBrowser } from '../support/browser/browser.ts'
import { eventually } from '../support/eventually.ts'
import { startTestServer, typescriptExercise, type TestServer } from '../support/server/test-server.ts'
import { openWorkspace, savedFile } from '../support/browser/workspace-page.ts'
import { rawZip, type RawEntry } from '../server/workspaces/zip/raw-zip.ts'

let server: TestServer
let browser: TestBrowser
let folder: string
beforeAll(async () => {
  server = await startTestServer()
  browser = await openBrowser()
  folder = await mkdtemp(join(tmpdir(), 'fairtime-zip-'))
})
afterAll(async () => {
  await browser.close()
  await server.stop()
  await rm(folder, { recursive: true })
})

/** Chooses a file by the browser's own protocol: the page hears of it what it would hear of a person's choice. */
async function choose(page: Page, entries: readonly RawEntry[]): Promise<void> {
  const path = join(folder, 'work.zip')
  await writeFile(path, rawZip(entries))
  const protocol = await page.context().newCDPSession(page)
  const { root } = await protocol.send('DOM.getDocument')
  const { nodeId } = await protocol.send('DOM.querySelector', {
    nodeId: root.nodeId,
    selector: 'input[type=file]',
  })
  await protocol.send('DOM.setFileInputFiles', { nodeId, files: [path] })
  await protocol.detach()
}

async function openTools() {
  const opened = await openWorkspace(server, browser, { exerciseId: typescriptExercise })
  const { page, attemptId, visitor } = opened
  const { files } = await visitor.must('getWorkspace', { params: { attemptId } })
  const entries = files.map(({ path, content }): RawEntry => ({ name: `p/${path}`, content }))
  await page.getByRole('button', { name: 'Use your own tools' }).click()
  const tools = page.getByRole('dialog', { name: 'Use your own tools' })
  await tools.getByRole('button', { name: 'Upload zip' }).waitFor()
  return { ...opened, entries, tools }
}

it('a mended zip of the same name is looked at anew, and a fault is named in words for people', async () => {
  const { page, entries, tools } = await openTools()
  const binary = Buffer.from([0, 1, 2, 255, 254])
  await choose(page, [...entries, { name: 'p/logo.bin', content: binary }, { name: 'p/a:b.md' }])
  await tools.getByText('This archive cannot be taken as it is, so nothing was changed.').waitFor()
  await tools.getByText('"a:b.md" cannot be taken: its name holds a colon').waitFor()
  expect(await tools.getByText(/zipBase64|expected form/).count()).toBe(0)
  await choose(page, [...entries, { name: 'p/logo.bin', content: binary }])
  await tools.getByText('"logo.bin" is not UTF-8 text; leave out binaries.').waitFor()
  await choose(page, [...entries, { name: 'p/notes.md', content: 'mended\n' }])
  await tools.getByText('work.zip would change one file:').waitFor()
  expect(await tools.getByText('logo.bin').count()).toBe(0)
  await tools.getByRole('button', { name: 'Leave all as it is' }).click()
  await choose(page, [...entries, { name: 'p/notes.md', content: 'mended\n' }])
  await tools.getByText('work.zip would change one file:').waitFor()
})

it('node_modules need not be taken out by hand: it is not sent', async () => {
  const { page, entries, tools, ...opened } = await openTools()
  const noise = Array.from({ length: 4_000 }, (_, at) => Math.sin(at).toString(36)).join('')
  const modules = Array.from({ length: 120 }, (_, at) => ({
    name: `p/node_modules/m${at}/index.js`,
    content: `// ${at}\n${noise}`,
  }))
  const archive = [
    ...modules,
    ...entries,
    { name: 'p/.git/config', content: '[core]' },
    { name: 'p/new.ts', content: 'new\n' },
  ]
  expect(rawZip(archive).length).toBeGreaterThan(4.6 * 1024 * 1024)
  await choose(page, archive)
  await tools.getByText('work.zip would change one file:').waitFor()
  await tools.getByText(/Left out because it is nobody's work: p\/node_modules/).waitFor()
  await tools.getByRole('button', { name: 'Take these changes' }).click()
  await eventually(async () => (await savedFile({ page, ...opened }, 'new.ts')) === 'new\n')
})

it('what is too large all the same is said with what takes the room', async () => {
  const { page, tools } = await openTools()
  await choose(page, [{ name: 'video.bin', content: Buffer.alloc(5 * 1024 * 1024, 7) }, { name: 'a.ts' }])
  await tools.getByText('work.zip is 5.0 MiB, and 3.0 MiB can be sent.').waitFor()
  await tools.getByText('"video.bin" takes 5.0 MiB of it.').waitFor()
})

it('half a workspace is warned of, and can be taken without removing anything', async () => {
  const { page, tools, ...opened } = await openTools()
  await choose(page, [
    { name: 'src/service.ts', content: 'export const half = 1\n' },
    { name: 'src/more.ts', content: '' },
  ])
  await tools.getByText('Look twice before you take work.zip').waitFor()
  await tools.getByText(/It would remove \d+ of the \d+ files/).waitFor()
  await tools.getByText('There is no "package.json" in it').waitFor()
  await tools.getByRole('button', { name: 'Take it, but remove nothing' }).click()
  await eventually(async () => (await savedFile({ page, ...opened }, 'src/service.ts')).includes('half'))
  expect(await savedFile({ page, ...opened }, 'package.json')).not.toBe('')
})
