import { z } from 'zod'
import { holdLock, isLockHeld } from './page-lock.ts'

const key = 'fairtime-tab'
const mostRemembered = 30
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
  read(() => localStorage.setItem(`${key}s`, JSON.stringify([tabId, ...ownTabs()].slice(0, mostRemembered))))
  return tabId
}

/** Whether it was a tab of this browser and is gone: closed, crashed or killed. */
export async function isGoneTab(tabId: string): Promise<boolean> {
  return ownTabs().includes(tabId) && !(await isLockHeld(lockOf(tabId)))
}

function ownTabs(): string[] {
  const stored = read(() => JSON.parse(localStorage.getItem(`${key}s`) ?? '[]'))
  const parsed = z.array(z.string()).safeParse(stored)
  return parsed.success ? parsed.data : []
}

/** Some private windows refuse every storage; a tab without a memory is only asked once more after a reload. */
function read(storage: () => unknown): unknown {
  try {
    return storage()
  } catch {
    return null
  }
}
