import { describe, expect, it } from 'vitest'
import { Lanes, KeyedLimiter } from '../../../server/http/limits/keyed-limiter.ts'

/** Work that ends when the test says so. */
function heldWork() {
  const begun: string[] = []
  const ends: (() => void)[] = []
  const work = (name: string) => () =>
    new Promise<string>((resolve) => {
      begun.push(name)
      ends.push(() => resolve(name))
    })
  return { begun, ends, work }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('turns', () => {
  it('of one key one works and one waits; a third is told at once, and other keys go on', async () => {
    const turns = new KeyedLimiter({ limit: 2, maxWaiting: 10, maxWaitingOfKey: 1 })
    const { begun, ends, work } = heldWork()
    const first = turns.take('a', work('first'))
    const second = turns.take('a', work('second'))
    expect(await turns.take('a', work('third'))).toBeNull()
    void turns.take('b', work('other'))
    await settled()
    expect(begun).toEqual(['first', 'other'])
    ends[0]?.()
    expect(await first).toBe('first')
    await settled()
    expect(begun).toEqual(['first', 'other', 'second'])
    ends[2]?.()
    expect(await second).toBe('second')
  })

  it('a failure gives the turn back', async () => {
    const turns = new KeyedLimiter({ limit: 1, maxWaiting: 10, maxWaitingOfKey: 1 })
    await expect(turns.take('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(await turns.take('a', () => Promise.resolve('works'))).toBe('works')
  })
})

describe('lanes', () => {
  it('are so many a key, and giving one back twice gives one back', () => {
    const lanes = new Lanes(2)
    const leave = lanes.enter('a')
    expect(lanes.enter('a')).not.toBeNull()
    expect(lanes.enter('a')).toBeNull()
    expect(lanes.enter('b')).not.toBeNull()
    leave?.()
    leave?.()
    expect(lanes.enter('a')).not.toBeNull()
    expect(lanes.enter('a')).toBeNull()
  })
})
