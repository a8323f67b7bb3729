import { test } from 'vitest'
import { noMail } from '../../server/config.ts'
import { openBrowser } from './browser/browser.ts'
import { openPostBox } from './server/post-box.ts'
import { startTestServer, type TestServerOptions } from './server/test-server.ts'
import { startTestWorker } from './worker/test-worker.ts'

/**
 * Tests that name what they need: each part is started when the first test of a file asks for it, is shared by that file's tests, and
 * is stopped after the last of them, what was started last first. Made anew for each kind of server: files share a process, and what one
 * of them overrode would hold for the others too.
 */
export const itWith = (serverOptions: TestServerOptions) =>
  test
    .extend('server', { scope: 'file' }, async ({}, { onCleanup }) => {
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

/** With a mail server beside it that takes what the server sends. */
export const itWithMail = (serverOptions: TestServerOptions = {}) =>
  itWith(serverOptions)
    .extend('box', { scope: 'file' }, async ({}, { onCleanup }) => {
      const box = await openPostBox()
      onCleanup(() => box.stop())
      return box
    })
    .extend('server', { scope: 'file' }, async ({ box }, { onCleanup }) => {
      const mail = { ...noMail, kind: 'smtp', smtpUrl: box.url } as const
      const server = await startTestServer({ ...serverOptions, mail })
      onCleanup(() => server.stop())
      return server
    })

/** With a server as every test has it, unless it says otherwise. */
export const it = itWith({})
