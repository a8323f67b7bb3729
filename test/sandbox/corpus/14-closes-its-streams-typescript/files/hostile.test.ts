import { test } from 'node:test'
import { closeSync } from 'node:fs'

test('hostile', async () => {
  for (const fd of [0, 1, 2]) closeSync(fd)
  let sum = 0
  for (let number = 0; number < 50_000_000; number++) sum += number
})
