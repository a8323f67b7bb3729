import { test } from 'node:test'


test('hostile', async () => {
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, () => undefined)
  await new Promise((resolve) => setTimeout(resolve, 3_600_000))
})
