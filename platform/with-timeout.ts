import { setTimeout as delay } from 'node:timers/promises'

/** Waits for something, but not longer; whether it was over in time. */
export async function withTimeout(limitMs: number, work: Promise<unknown>): Promise<boolean> {
  const enough = new AbortController()
  const over = work.then(
    () => true,
    () => true,
  )
  const late = delay(limitMs, false, { signal: enough.signal }).catch(() => false)
  return Promise.race([over, late]).finally(() => enough.abort())
}
