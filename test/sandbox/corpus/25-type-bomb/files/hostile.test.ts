import { test } from 'node:test'
type Pair<T extends unknown[]> = [...T, ...T]
type Grow<T extends unknown[], N extends number> = T['length'] extends N ? T : Grow<[...T, 0], N>
type Fill<T extends unknown[], N extends number> = Pair<Pair<Pair<Pair<Grow<T, N>>>>> & Fill<Pair<[0, ...T]>, N>

test('hostile', async () => {
  const value: Fill<[], 999> = 1
  void value
})
