import { useEffect } from 'react'
import { useLiveSocket } from '../../lib/live/live-socket-context.ts'
import type { WorkspaceSession } from './workspace-session.ts'

/** Takes in what is saved elsewhere, and sends what waits as soon as the line is back. */
export function useFollowServer(attemptId: string, session: WorkspaceSession): void {
  const socket = useLiveSocket()
  useEffect(() => {
    const { engine, remoteChanges, lease, ownClientIds } = session
    let isFirst = true
    const stops = [
      socket.listen('attempt-saved', (event) => {
        if (event.attemptId === attemptId && !ownClientIds.includes(event.clientId)) remoteChanges.request()
      }),
      socket.onConnect(() => engine.retryNow()),
      socket.watchAttempt(attemptId, () => {
        if (!isFirst) void lease.renew()
        isFirst = false
        // Somebody may have saved after the files were fetched and before this was heard of.
        remoteChanges.request()
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [attemptId, session, socket])
}
