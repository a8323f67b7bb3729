import { test } from 'node:test'
import { fork } from 'node:child_process'

test('hostile', async () => {
  for (;;) {
    const child = fork(import.meta.filename, { stdio: 'ignore' })
    child.on('error', () => undefined)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
})
