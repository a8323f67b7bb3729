import { useEffect } from 'react'
import type { SaveEngine } from '../autosave/save-engine.ts'

/** Warns before the page goes away with something unsaved, keeps it on this computer, and sends it when the line is back. */
export function useLeaveGuard(engine: SaveEngine): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      engine.keep()
      const isOnlyHere = engine.getRefused().length > 0 && !engine.outlivesPage()
      if (engine.hasUnsaved() || isOnlyHere) event.preventDefault()
    }
    const keep = () => engine.keep()
    const retry = () => engine.retryNow()
    window.addEventListener('beforeunload', warn)
    window.addEventListener('pagehide', keep)
    document.addEventListener('visibilitychange', keep)
    window.addEventListener('online', retry)
    return () => {
      window.removeEventListener('beforeunload', warn)
      window.removeEventListener('pagehide', keep)
      document.removeEventListener('visibilitychange', keep)
      window.removeEventListener('online', retry)
    }
  }, [engine])
}
