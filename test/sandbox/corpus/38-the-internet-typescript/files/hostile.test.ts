import { test } from 'node:test'
import assert from 'node:assert/strict'

test('hostile', async () => {
  const startedMs = performance.now()
  await assert.rejects(fetch('http://1.1.1.1/'))
  await assert.rejects(fetch('http://example.org/'))
  assert.ok(performance.now() - startedMs < 2_000)
})
