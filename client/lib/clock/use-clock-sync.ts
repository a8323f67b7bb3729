import { useEffect } from 'react'
import { useLiveSocket } from '../live/live-socket-context.ts'
import type { ServerClock } from './server-clock.ts'
import { watchForSleep } from './watch-for-sleep.ts'

const everyMs = 60_000
const lookEveryMs = 1_000

/**
 * Keeps a clock true: asks on connect, on focus, when the page is seen again, when the computer wakes or is back online, and
 * every minute; takes what is announced.
 */
export function useClockSync(clock: ServerClock, attemptId: string): void {
  const socket = useLiveSocket()
  useEffect(() => {
    const refresh = () => void clock.refresh()
    const whenVisible = () => {
      if (document.visibilityState === 'visible') refresh()
    }
    const timer = setInterval(refresh, everyMs)
    const hasSlept = watchForSleep(() => Date.now())
    const wakeTimer = setInterval(() => {
      if (hasSlept()) refresh()
    }, lookEveryMs)
    window.addEventListener('focus', refresh)
    window.addEventListener('online', refresh)
    document.addEventListener('visibilitychange', whenVisible)
    const stops = [
      socket.watchAttempt(attemptId),
      socket.onConnect(refresh),
      socket.listen('attempt-clock', (payload) => {
        if (payload.attemptId === attemptId) clock.set(payload.clock)
      }),
    ]
    return () => {
      clearInterval(timer)
      clearInterval(wakeTimer)
      window.removeEventListener('focus', refresh)
      window.removeEventListener('online', refresh)
      document.removeEventListener('visibilitychange', whenVisible)
      for (const stop of stops) stop()
    }
  }, [clock, attemptId, socket])
}
