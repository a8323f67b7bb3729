import { test } from 'node:test'


test('hostile', async () => {
  const kept: object[] = []
  for (let number = 0; ; number++) kept.push({ number, text: `number ${number}` })
})
