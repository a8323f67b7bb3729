import assert from 'node:assert/strict'
import { test } from 'node:test'
import { greet } from '../src/hello.ts'

test('greets by name', () => {
  assert.equal(greet('Ada'), 'Hello, Ada!')
})

// This one fails at first, so that you see what a failure looks like. Mend src/hello.ts and run again.
test('greets nobody in particular', () => {
  assert.equal(greet(''), 'Hello, world!')
})
