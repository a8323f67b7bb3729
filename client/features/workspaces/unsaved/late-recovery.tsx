import { useEffect } from 'react'
import { useLateRecovery } from '../api.ts'

/** Sends what was typed here and could not be sent before the end; `onSent` when something has gone. Shows nothing itself. */
export function LateRecovery(props: { attemptId: string; onSent: () => void }) {
  const { attemptId, onSent } = props
  const { data: count = 0 } = useLateRecovery(attemptId)
  useEffect(() => {
    if (count > 0) onSent()
  }, [count, onSent])
  return null
}
