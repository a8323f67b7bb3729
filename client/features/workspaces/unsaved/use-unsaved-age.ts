import { useSyncExternalStore } from 'react'
import { useNow } from '../../../lib/clock/use-now.ts'
import type { SaveEngine } from '../../../sync/autosave/save-engine.ts'

/** How old the oldest keystroke is that the server does not have, in whole seconds; 0 where it has all. */
export function useUnsavedAge(engine: SaveEngine): number {
  const now = useNow(1_000)
  useSyncExternalStore(engine.subscribe, engine.getStatus)
  return Math.floor(engine.unsavedMs(now.getTime()) / 1_000) * 1_000
}
