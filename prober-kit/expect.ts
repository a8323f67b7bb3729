import { isDeepStrictEqual } from 'node:util'
import { shown } from './plain-text.ts'

/** The candidate's program did something else than the exercise asks. The message is what a reviewer reads. */
export class ExpectationFailed extends Error {
  override readonly name = 'ExpectationFailed'
}

export type Expect = {
  that: (isMet: boolean, otherwise: string) => void
  equal: (actual: unknown, wanted: unknown, what: string) => void
  /** Every field of `wanted` must be there with that value; further fields are allowed. Lists must be of one length. */
  matches: (actual: unknown, wanted: unknown, what: string) => void
  atMost: (actual: number, limit: number, what: string) => void
  atLeast: (actual: number, limit: number, what: string) => void
  /** Reads a text field of an answer. */
  text: (container: unknown, field: string, what: string) => string
}

export const expect: Expect = {
  that(isMet, otherwise) {
    if (!isMet) throw new ExpectationFailed(otherwise)
  },
  equal(actual, wanted, what) {
    if (isDeepStrictEqual(actual, wanted)) return
    throw new ExpectationFailed(`Expected ${what} to be ${shown(wanted)}; saw ${shown(actual)}.`)
  },
  matches(actual, wanted, what) {
    const difference = firstDifference(actual, wanted, what)
    if (difference !== undefined) throw new ExpectationFailed(difference)
  },
  atMost(actual, limit, what) {
    if (actual > limit) throw new ExpectationFailed(`Expected at most ${limit} ${what}; saw ${actual}.`)
  },
  atLeast(actual, limit, what) {
    if (actual < limit) throw new ExpectationFailed(`Expected at least ${limit} ${what}; saw ${actual}.`)
  },
  text(container, field, what) {
    const value = fieldOf(container, field)
    if (typeof value === 'string' && value !== '') return value
    throw new ExpectationFailed(`Expected ${what} to have a text field "${field}"; saw ${shown(container)}.`)
  },
}

function firstDifference(actual: unknown, wanted: unknown, path: string): string | undefined {
  if (Array.isArray(wanted)) return firstDifferenceInList(actual, wanted, path)
  if (typeof wanted === 'object' && wanted !== null) {
    for (const [key, value] of Object.entries(wanted)) {
      const difference = firstDifference(fieldOf(actual, key), value, `${path}.${key}`)
      if (difference !== undefined) return difference
    }
    return undefined
  }
  if (Object.is(actual, wanted)) return undefined
  return `Expected ${path} to be ${shown(wanted)}; saw ${shown(actual)}.`
}

function firstDifferenceInList(actual: unknown, wanted: unknown[], path: string): string | undefined {
  if (!Array.isArray(actual)) return `Expected ${path} to be a list; saw ${shown(actual)}.`
  if (actual.length !== wanted.length) {
    return `Expected ${path} to have ${wanted.length} entries; saw ${actual.length}.`
  }
  for (const [index, value] of wanted.entries()) {
    const difference = firstDifference(actual[index], value, `${path}[${index}]`)
    if (difference !== undefined) return difference
  }
  return undefined
}

function fieldOf(container: unknown, field: string): unknown {
  if (typeof container !== 'object' || container === null || !Object.hasOwn(container, field))
    return undefined
  return Object.getOwnPropertyDescriptor(container, field)?.value
}
