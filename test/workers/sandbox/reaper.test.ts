import { describe, expect, test } from 'vitest'
import { boxLabels } from '../../../workers/sandbox/limits.ts'
import { isLeftBehind, OverBoxes } from '../../../workers/sandbox/reaper.ts'

const minuteMs = 60_000
const nowMs = 1_000 * minuteMs
const owner = { installationId: 'ours', workerId: 'me', bootId: 'now' }
const labelsOf = (changes: Partial<Record<keyof typeof boxLabels, string>> = {}) => {
  const told = { installation: 'ours', worker: 'me', bootId: 'now', expires: String(nowMs), ...changes }
  return Object.fromEntries(
    Object.entries(told).map(([name, value]) => [boxLabels[name as keyof typeof boxLabels], value]),
  )
}

describe('a box is left behind', () => {
  test.each([
    ['of this boot', labelsOf(), false],
    ['of an earlier boot of this worker', labelsOf({ bootId: 'before' }), true],
    ['of a sibling that may live', labelsOf({ worker: 'sibling', bootId: 'its own' }), false],
    ['whose time is over', labelsOf({ worker: 'sibling', expires: '59999' }), true],
    ['of another installation', labelsOf({ installation: 'theirs', bootId: 'before', expires: '1' }), false],
    ['without labels', {}, false],
  ])('%s', (_what, labels, isLeft) => {
    expect(isLeftBehind(labels, owner, nowMs)).toBe(isLeft)
  })
})

describe('a box that does nothing', () => {
  test.each(['created', 'exited', 'dead'])('goes a minute after it was first seen so: %s', (State) => {
    const over = new OverBoxes()
    const look = (atMs: number) => [...over.look([{ Id: 'a', State }], atMs)]
    expect(look(nowMs)).toEqual([])
    expect(look(nowMs + minuteMs - 1)).toEqual([])
    expect(look(nowMs + minuteMs)).toEqual(['a'])
  })

  test.each(['running', 'paused', 'restarting', 'removing'])('is none of these: %s', (State) => {
    const over = new OverBoxes()
    over.look([{ Id: 'a', State }], nowMs)
    expect(over.look([{ Id: 'a', State }], nowMs + 10 * minuteMs).size).toBe(0)
  })

  test('counts anew once it was started, and is forgotten once it is gone', () => {
    const over = new OverBoxes()
    over.look([{ Id: 'a', State: 'created' }], nowMs)
    over.look([{ Id: 'a', State: 'running' }], nowMs + minuteMs)
    expect(over.look([{ Id: 'a', State: 'exited' }], nowMs + 2 * minuteMs).size).toBe(0)
    over.look([], nowMs + 3 * minuteMs)
    expect(over.look([{ Id: 'a', State: 'exited' }], nowMs + 4 * minuteMs).size).toBe(0)
  })
})
