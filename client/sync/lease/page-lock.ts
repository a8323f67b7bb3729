/**
 * Takes a lock that is free again when the page is gone, however that comes about. False where another page holds it for longer
 * than `waitMs`.
 */
export function holdLock(name: string, hold: { waitMs: number; until: AbortSignal }): Promise<boolean> {
  const { waitMs, until } = hold
  const signal = AbortSignal.any([until, AbortSignal.timeout(waitMs)])
  return new Promise((resolve) => {
    const held = () => {
      resolve(true)
      return new Promise<void>((release) => {
        if (until.aborted) release()
        else until.addEventListener('abort', () => release(), { once: true })
      })
    }
    navigator.locks.request(name, { signal }, held).catch(() => resolve(false))
  })
}

export async function isLockHeld(name: string): Promise<boolean> {
  const { held = [] } = await navigator.locks.query()
  return held.some((lock) => lock.name === name)
}
