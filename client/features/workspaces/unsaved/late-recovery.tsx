import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { sendLateRecovery } from '../../../sync/recovery/send-late-recovery.ts'

const tryAgainMs = 5_000

/** Sends what was typed here and could not be sent before the end; `onSent` when something has gone. Shows nothing itself. */
export function LateRecovery(props: { attemptId: string; onSent: () => void }) {
  const { attemptId, onSent } = props
  const { data: count = 0 } = useQuery({
    queryKey: ['late-recovery', attemptId],
    queryFn: ({ signal }) => sendLateRecovery(attemptId, signal),
    retry: true,
    retryDelay: tryAgainMs,
  })
  useEffect(() => {
    if (count > 0) onSent()
  }, [count, onSent])
  return null
}
