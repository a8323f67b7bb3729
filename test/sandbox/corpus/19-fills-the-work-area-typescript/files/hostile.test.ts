import { test } from 'node:test'
import { writeFileSync } from 'node:fs'

test('hostile', async () => {
  const block = Buffer.alloc(32 << 20)
  for (let number = 0; ; number++) writeFileSync(`/box/tmp/file${number}`, block)
})
