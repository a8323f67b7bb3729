import type { Page } from 'playwright-core'
import type { TestBrowser } from './browser.ts'
import type { TestServer } from '../server/test-server.ts'

export interface OpenedWorkspace {
  page: Page
  attemptId: string
  visitor: Awaited<ReturnType<TestServer['attempt']>>['visitor']
}

/** The workspace of somebody who has just started, ready for the first key. */
export async function openWorkspace(
  server: TestServer,
  browser: TestBrowser,
  options: {
    exerciseId: string
    width?: number
    height?: number
    /** What is to be in place before the page is asked for. */
    prepare?: (page: Page) => Promise<void>
  },
): Promise<OpenedWorkspace> {
  const { exerciseId, prepare, ...window } = options
  const { visitor, attemptId } = await server.attempt({ exerciseId })
  const page = await browser.open(window)
  const cookies = visitor.cookieHeader.split('; ').map((pair) => {
    const at = pair.indexOf('=')
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: server.url }
  })
  await page.context().addCookies(cookies)
  await prepare?.(page)
  await page.goto(`${server.url}/attempts/${attemptId}`)
  await page.locator('.monaco-editor .view-line').first().waitFor()
  return { page, attemptId, visitor }
}

/** What stands in a file, as its candidate's own tools would get it. */
export async function savedFile({ visitor, attemptId }: OpenedWorkspace, path: string): Promise<string> {
  const { files } = await visitor.must('getWorkspace', { params: { attemptId } })
  return files.find((file) => file.path === path)?.content ?? ''
}
