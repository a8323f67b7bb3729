import { holdLock } from '../lease/page-lock.ts'

const deathMs = 500

/** A page holds the lock of its saves as long as it lives: others leave its outbox alone meanwhile, and learn here that they must. */
export function claimSaves(clientId: string, until: AbortSignal): Promise<boolean> {
  return holdLock(`fairtime-saves-${clientId}`, { waitMs: deathMs, until })
}
