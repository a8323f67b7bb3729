import fc from 'fast-check'
import { expect as expectThat, test } from 'vitest'
import { expect as check } from '#prober/expect.ts'
import { plainText } from '#prober/plain-text.ts'
import { createRandom } from '#prober/random.ts'

test.each([
  [{ a: 1, b: 2 }, { a: 1 }, undefined],
  [{ a: 1 }, { a: 2 }, 'Expected it.a to be 2; saw 1.'],
  [{}, { a: null }, 'Expected it.a to be null; saw nothing.'],
  [null, { a: 1 }, 'Expected it.a to be 1; saw nothing.'],
  [{ a: [1, 2] }, { a: [1] }, 'Expected it.a to have 1 entries; saw 2.'],
  [{ a: 'no' }, { a: [] }, 'Expected it.a to be a list; saw "no".'],
  [{ a: [{ b: 1 }] }, { a: [{ b: '1' }] }, 'Expected it.a[0].b to be "1"; saw 1.'],
  // What every object inherits is not in the answer.
  [{}, { toString: 'x' }, 'Expected it.toString to be "x"; saw nothing.'],
])('matches(%j, %j) says %j', (actual, wanted, message) => {
  const attempt = () => check.matches(actual, wanted, 'it')
  if (message === undefined) expectThat(attempt).not.toThrow()
  else expectThat(attempt).toThrow(message)
})

test('an answer that is too deep to be shown is still a plain expectation', () => {
  const deep: unknown = JSON.parse('['.repeat(200_000) + ']'.repeat(200_000))
  expectThat(() => check.matches(deep, { a: 1 }, 'it')).toThrow('Expected it.a to be 1; saw nothing.')
  expectThat(() => check.matches({ a: deep }, { a: 1 }, 'it')).toThrow('saw something too deep to be shown')
})

test('bounds are named together with what was seen', () => {
  expectThat(() => check.atMost(23, 8, 'requests in flight')).toThrow(
    'Expected at most 8 requests in flight; saw 23.',
  )
  expectThat(() => check.atLeast(1, 4, 'requests in flight')).toThrow(
    'Expected at least 4 requests in flight; saw 1.',
  )
  expectThat(() => check.text({ id: 7 }, 'id', 'the answer')).toThrow('to have a text field "id"')
  expectThat(check.text({ id: 'b-1' }, 'id', 'the answer')).toBe('b-1')
})

test('whatever comes in, plain text is well-formed, printable and short enough', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.integer({ min: 1, max: 100 }),
      (text, max) => {
        const plain = plainText(text, max)
        return plain.length <= max && plain.isWellFormed() && !/\p{Cc}/u.test(plain)
      },
    ),
  )
})

test('draws stay within their bounds, and a shuffle loses nothing', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: -50, max: 50 }), fc.nat(100), (seed, min, span) => {
      const random = createRandom(seed)
      const drawn = random.integer(min, min + span)
      const list = Array.from({ length: span }, (_, index) => index)
      const shuffled = random.shuffle(list)
      return drawn >= min && drawn <= min + span && shuffled.toSorted((a, b) => a - b).join() === list.join()
    }),
  )
})
