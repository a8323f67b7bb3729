import { test } from 'node:test'


test('hostile', async () => {
  const deeper = (number: number): number => deeper(number + 1) + 1
  deeper(0)
})
