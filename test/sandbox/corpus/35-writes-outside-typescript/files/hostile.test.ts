import { test } from 'node:test'
import assert from 'node:assert/strict'
import { appendFileSync } from 'node:fs'

test('hostile', async () => {
  for (const path of ['/etc/passwd', '/usr/lib/go/bin/go', '/usr/local/bin/node', '/node_modules/x', '/sbin/entry', '/root/x', '/x', '/var/tmp/x', '/tmp/x', '/usr/local/share/gocache/x', '/usr/local/share/reporter.mjs']) assert.throws(() => appendFileSync(path, 'x'), path)
})
