import { test } from 'node:test'
import { writeSync } from 'node:fs'

test('hostile', async () => {
  const block = 'x'.repeat(1 << 20)
  for (let count = 0; count < 1024; count++) writeSync(1, block)
})
