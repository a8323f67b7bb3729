import { test } from 'node:test'


test('hostile', async () => {
  await new Promise((resolve) => setTimeout(resolve, 3_600_000))
})
