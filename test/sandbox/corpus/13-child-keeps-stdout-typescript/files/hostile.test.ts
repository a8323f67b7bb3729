import { test } from 'node:test'
import { spawn } from 'node:child_process'

test('hostile', async () => {
  spawn('sleep', ['300'], { detached: true, stdio: 'inherit' }).unref()
})
