import { test } from 'vitest'
import { openBrowser } from './browser/browser.ts'
import { startTestServer, type TestServerOptions } from './server/test-server.ts'
import { startTestWorker } from './worker/test-worker.ts'

const noOptions: TestServerOptions = {}

/**
 * Tests that name what they need: each part is started when the first test of a file asks for it, is shared by that file's tests, and
 * is stopped after the last of them, what was started last first. A file whose server is a special one says so with
 * `it.override({ serverOptions: … })`.
 */
export const it = test
  .extend('serverOptions', { scope: 'file' }, () => noOptions)
  .extend('server', { scope: 'file' }, async ({ serverOptions }, { onCleanup }) => {
    const server = await startTestServer(serverOptions)
    onCleanup(() => server.stop())
    return server
  })
  .extend('worker', { scope: 'file' }, async ({ server }, { onCleanup }) => {
    const worker = await startTestWorker(server)
    onCleanup(() => worker.stop())
    return worker
  })
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }) => {
    const browser = await openBrowser()
    onCleanup(() => browser.close())
    return browser
  })
  /** Somebody who has just started, one a test. */
  .extend('attempt', ({ server }) => server.attempt())
