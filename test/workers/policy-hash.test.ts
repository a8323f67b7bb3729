import { expect, test } from 'vitest'
import { policySha256 } from '../../workers/policy-hash.ts'

test('the policy has one name, whichever worker asks, and another with another runtime', () => {
  expect(policySha256(null)).toMatch(/^[0-9a-f]{64}$/)
  expect(policySha256(null)).toBe(policySha256(null))
  expect(policySha256('runsc')).not.toBe(policySha256(null))
})
