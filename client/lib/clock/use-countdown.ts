import { useEffect, useState } from 'react'

/** Milliseconds left of what was left when this was first drawn, second by second, by the monotonic clock. */
export function useCountdown(fromMs: number): number {
  const [endsAt] = useState(() => performance.now() + fromMs)
  const [remainingMs, setRemainingMs] = useState(fromMs)
  useEffect(() => {
    if (fromMs <= 0) return
    const tick = () => {
      const left = Math.max(0, endsAt - performance.now())
      setRemainingMs(left)
      if (left === 0) clearInterval(timer)
    }
    const timer = setInterval(tick, 1_000)
    return () => clearInterval(timer)
  }, [endsAt, fromMs])
  return remainingMs
}
