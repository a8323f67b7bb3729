import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { LiveRunEvent } from '#contracts/jobs.ts'
import { watchEngine } from '../../workers/link/engine-watch.ts'
import { openLiveFeed } from '../../workers/link/live-feed.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const run = { runId: 'r', attemptId: 'a' }

describe('the live feed', () => {
  test('gathers output for less than 100 ms and counts its messages', async () => {
    const sent: LiveRunEvent[] = []
    const feed = openLiveFeed(run, (event) => sent.push(event))
    feed.onPhase('building')
    feed.onPhase('building')
    feed.onOutput('one ')
    feed.onOutput('two')
    await vi.advanceTimersByTimeAsync(10)
    feed.onOutput('three ')
    feed.onOutput('four')
    await vi.advanceTimersByTimeAsync(80)
    feed.onOutput('five')
    feed.end()
    expect(sent).toEqual([
      { kind: 'phase', ...run, phase: 'building' },
      { kind: 'output', ...run, seq: 0, text: 'one two' },
      { kind: 'output', ...run, seq: 1, text: 'three four' },
      { kind: 'output', ...run, seq: 2, text: 'five' },
    ])
  })

  test('cuts a flood into messages of a size that the contract allows', () => {
    const sent: LiveRunEvent[] = []
    const feed = openLiveFeed(run, (event) => sent.push(event))
    feed.onOutput('x'.repeat(150_000))
    feed.end()
    expect(sent.map((event) => event.kind === 'output' && event.text.length)).toEqual([
      60_000, 60_000, 30_000,
    ])
  })
})

describe('the watch over the engine', () => {
  test('says at once and every 30 s that it is away, and starts work once when it is back', async () => {
    let isReachable = false
    const told: string[] = []
    const watch = watchEngine({
      sandbox: { isReachable: async () => isReachable },
      onUp: async () => void told.push('up'),
      onDown: () => void told.push('down'),
      logDown: () => void told.push('away'),
    })
    await vi.advanceTimersByTimeAsync(59_000)
    expect(told).toEqual(['away', 'away'])
    isReachable = true
    await vi.advanceTimersByTimeAsync(20_000)
    expect(told.slice(2)).toEqual(['up'])
    isReachable = false
    await vi.advanceTimersByTimeAsync(6_000)
    expect(told.slice(3)).toEqual(['down', 'away'])
    expect(watch.isUp()).toBe(false)
    await watch.stop()
  })

  test('does not start work when making ready failed', async () => {
    const logDown = vi.fn()
    const onUp = vi.fn().mockRejectedValueOnce(new Error('no image')).mockResolvedValue(undefined)
    const watch = watchEngine({
      sandbox: { isReachable: async () => true },
      onUp,
      onDown: () => undefined,
      logDown,
    })
    await vi.advanceTimersByTimeAsync(1)
    expect(watch.isUp()).toBe(false)
    expect(logDown).toHaveBeenCalledWith('no image')
    await vi.advanceTimersByTimeAsync(5_000)
    expect(watch.isUp()).toBe(true)
    await watch.stop()
  })
})
