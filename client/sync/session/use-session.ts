import { useEffect, useState } from 'react'
import { openSession } from './open-session.ts'
import type { WorkspaceSession } from './workspace-session.ts'

type Opened =
  { kind: 'opening' } | { kind: 'open'; session: WorkspaceSession } | { kind: 'failed'; error: unknown }

/** Opens the files of an attempt for as long as the page shows them. */
export function useSession(attemptId: string): Opened & { retry: () => void } {
  const [opened, setOpened] = useState<Opened>({ kind: 'opening' })
  const [round, setRound] = useState(0)
  useEffect(() => {
    const abort = new AbortController()
    let session: WorkspaceSession | null = null
    openSession(attemptId, abort.signal).then(
      (ready) => {
        if (abort.signal.aborted) return ready.dispose()
        session = ready
        setOpened({ kind: 'open', session: ready })
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setOpened({ kind: 'failed', error })
      },
    )
    return () => {
      abort.abort()
      session?.dispose()
    }
  }, [attemptId, round])
  const retry = () => {
    setOpened({ kind: 'opening' })
    setRound((before) => before + 1)
  }
  return { ...opened, retry }
}
