import { useEffect, useState } from 'react'
import { useLiveSocket } from '../../../lib/live-socket-context.ts'

/** True once somebody else saved into this attempt: another tab, or another computer. */
export function useOtherWriter(attemptId: string, ownClientIds: readonly string[]): boolean {
  const socket = useLiveSocket()
  const [found, setFound] = useState(false)
  useEffect(
    () =>
      socket.listen('attempt-saved', (event) => {
        if (event.attemptId === attemptId && !ownClientIds.includes(event.clientId)) setFound(true)
      }),
    [attemptId, ownClientIds, socket],
  )
  return found
}
