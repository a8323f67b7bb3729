import { setTimeout as delay } from 'node:timers/promises'

/** Waits until `work` has settled, or `timeoutMs` have passed; answers whether it settled in time. */
export async function withTimeout(timeoutMs: number, work: Promise<unknown>): Promise<boolean> {
  const settled = new AbortController()
  const done = work.then(
    () => true,
    () => true,
  )
  const late = delay(timeoutMs, false, { signal: settled.signal }).catch(() => false)
  return Promise.race([done, late]).finally(() => settled.abort())
}
