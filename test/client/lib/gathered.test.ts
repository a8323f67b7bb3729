import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { gatheredRefresh } from '../../../client/lib/live/gathered-refresh.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('a hundred pieces of news in two seconds are three loads, none of them cut off, and the last is seen', async () => {
  let state = 0
  let loads = 0
  let aborted = 0
  const queryClient = new QueryClient()
  const observer = new QueryObserver(queryClient, {
    queryKey: ['board'],
    queryFn: async ({ signal }) => {
      loads += 1
      const seen = state
      signal.addEventListener('abort', () => (aborted += 1))
      await new Promise((resolve) => setTimeout(resolve, 300))
      return seen
    },
  })
  const stop = observer.subscribe(() => undefined)
  const refresh = gatheredRefresh(queryClient, [['board']])
  for (let news = 0; news < 100; news += 1) {
    state += 1
    refresh.ask()
    await vi.advanceTimersByTimeAsync(20)
  }
  await vi.advanceTimersByTimeAsync(5_000)
  expect(observer.getCurrentResult().data).toBe(100)
  expect(loads).toBeLessThanOrEqual(5)
  expect(aborted).toBe(0)
  refresh.stop()
  stop()
})
