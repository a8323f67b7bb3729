import { test } from 'node:test'
import { spawn } from 'node:child_process'

test('hostile', async () => {
  spawn('sh', ['-c', '(sleep 1000 &) ; exit 0'], { detached: true, stdio: 'ignore' }).unref()
})
