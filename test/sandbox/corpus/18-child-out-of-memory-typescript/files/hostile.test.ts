import { test } from 'node:test'
import { spawnSync } from 'node:child_process'

test('hostile', async () => {
  spawnSync(process.execPath, ['-e', 'const kept = []; for (;;) kept.push(Buffer.alloc(1 << 20, 1))'])
})
