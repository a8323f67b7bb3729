import { test } from 'node:test'
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

test('hostile', async () => {
  for (const folder of ['/', '/box', '/box/work', '/box/tmp', '/box/tmp/gocache', '/box/tmp/go-build', '/tmp', '/var/tmp', '/dev/shm', '/dev/mqueue', '/run', '/usr/local/share/gocache', '/home', '/root', '/etc']) {
    const path = join(folder, 'left-behind')
    assert.equal(existsSync(path), false, path)
    try {
      mkdirSync(folder, { recursive: true })
      writeFileSync(path, 'here')
    } catch {}
  }
})
