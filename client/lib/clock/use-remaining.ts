import { useCallback, useSyncExternalStore } from 'react'
import type { ServerClock } from './server-clock.ts'

const tickMs = 250

/** Time left in whole seconds, rounded up: renders once a second. */
export function useRemainingSeconds(clock: ServerClock): number {
  const subscribe = useCallback(
    (notify: () => void) => {
      const timer = setInterval(notify, tickMs)
      const unsubscribe = clock.subscribe(notify)
      return () => {
        clearInterval(timer)
        unsubscribe()
      }
    },
    [clock],
  )
  const read = () => Math.ceil(clock.remainingMs() / 1_000)
  return useSyncExternalStore(subscribe, read, read)
}
