import { test } from 'node:test'
import { writeSync } from 'node:fs'

test('hostile', async () => {
  writeSync(1, Buffer.from('6e756c2000ff20eda0801b5b324a', 'hex'))
  console.log('half \ud800 \udfff \u0000')
})
