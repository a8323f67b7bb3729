import { z } from 'zod'
import { isOwnTab, rememberTab } from './own-tabs.ts'
import { holdLock, isLockHeld } from './page-lock.ts'

const key = 'fairtime-tab'
const reloadMs = 1_000

const lockOf = (tabId: string) => `fairtime-tab-${tabId}`

/**
 * The name of this tab, the same after a reload. A duplicated tab brings its original's name along; there the original still
 * holds its lock, and the copy gets a name of its own.
 */
export async function claimTabId(until: AbortSignal): Promise<string> {
  const known = z.uuid().safeParse(read(() => sessionStorage.getItem(key)))
  if (known.success && (await holdLock(lockOf(known.data), { waitMs: reloadMs, until }))) return known.data
  const tabId = crypto.randomUUID()
  await holdLock(lockOf(tabId), { waitMs: reloadMs, until })
  read(() => sessionStorage.setItem(key, tabId))
  await rememberTab(tabId)
  return tabId
}

/** Whether it was a tab of this browser and is gone: closed, crashed or killed. */
export async function isGoneTab(tabId: string): Promise<boolean> {
  return (await isOwnTab(tabId)) && !(await isLockHeld(lockOf(tabId)))
}

/** Some private windows refuse every storage. */
function read(storage: () => unknown): unknown {
  try {
    return storage()
  } catch {
    return null
  }
}
