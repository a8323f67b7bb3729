import { test } from 'node:test'
import { writeSync } from 'node:fs'

test('hostile', async () => {
  for (;;) writeSync(2, 'no\n'.repeat(1000))
})
