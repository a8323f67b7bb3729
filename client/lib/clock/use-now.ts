import { useCallback, useSyncExternalStore } from 'react'

/** The wall clock of this computer, rounded down to `everyMs`; for "2 minutes ago", never for a deadline. */
export function useNow(everyMs: number): Date {
  const subscribe = useCallback(
    (notify: () => void) => {
      const timer = setInterval(notify, Math.min(everyMs, 30_000))
      return () => clearInterval(timer)
    },
    [everyMs],
  )
  const tick = useSyncExternalStore(subscribe, () => Math.floor(Date.now() / everyMs))
  return new Date(tick * everyMs)
}
