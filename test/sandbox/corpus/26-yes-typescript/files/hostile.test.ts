import { test } from 'node:test'


test('hostile', async () => {
  for (;;) {
    console.log('yes'.repeat(200))
    await new Promise((resolve) => setImmediate(resolve))
  }
})
