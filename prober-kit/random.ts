/** Inputs drawn from a seed: nobody can learn them by heart, and a regrade with the same seed asks the same. */
export type Random = {
  integer: (min: number, max: number) => number
  pick: <T>(list: readonly [T, ...T[]]) => T
  shuffle: <T>(list: readonly T[]) => T[]
  /** A word of the given prefix and eight letters or digits, different at every call for all practical purposes. */
  id: (prefix: string) => string
}

export function createRandom(seed: string): Random {
  const next = mulberry32(hash(seed))
  const integer = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  return {
    integer,
    pick: (list) => list[integer(0, list.length - 1)] ?? list[0],
    shuffle: (list) =>
      list
        .map((item) => ({ item, rank: next() }))
        .sort((left, right) => left.rank - right.rank)
        .map(({ item }) => item),
    id: (prefix) => {
      const tail = Array.from({ length: 8 }, () => integer(0, 35).toString(36)).join('')
      return `${prefix}-${tail}`
    },
  }
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (const letter of text) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return value >>> 0
}

function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
