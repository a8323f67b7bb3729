import { test } from 'node:test'
import { Worker } from 'node:worker_threads'

test('hostile', async () => {
  for (let index = 0; index < 4; index++) new Worker('for (;;) {}', { eval: true })
  for (;;) {}
})
