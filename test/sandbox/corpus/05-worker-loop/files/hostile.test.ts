import { test } from 'node:test'
import { Worker } from 'node:worker_threads'

test('hostile', async () => {
  for (;;) {
    const worker = new Worker('setInterval(() => {}, 1000)', { eval: true })
    worker.on('error', () => undefined)
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
})
