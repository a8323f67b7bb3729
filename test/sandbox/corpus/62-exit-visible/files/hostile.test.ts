import { test } from 'node:test'

process.on('beforeExit', () => process.exit(0))
test('wrong', async () => {
  process.exit(0)
})
