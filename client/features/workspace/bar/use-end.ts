import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import type { ServerClock } from '../../../lib/clock/server-clock.ts'
import { paths } from '../../../lib/paths.ts'
import { useRemainingSeconds } from '../../../lib/clock/use-remaining.ts'
import type { SaveEngine } from '../autosave/save-engine.ts'
import { useAttempt } from '../use-attempt.ts'

/**
 * True once the time is over. What was typed last is sent at once, while the grace period lasts; when the server has
 * frozen the attempt, the receipt follows by itself.
 */
export function useEnd(attemptId: string, clock: ServerClock, engine: SaveEngine): boolean {
  const ended = useRemainingSeconds(clock) <= 0
  const attempt = useAttempt(attemptId, ended)
  const navigate = useNavigate()
  const flushed = useRef(false)
  const submitted = attempt.data?.state === 'submitted'
  useEffect(() => {
    if (!ended || flushed.current) return
    flushed.current = true
    void engine.flush()
  }, [ended, engine])
  useEffect(() => {
    if (submitted) void navigate(paths.receipt(attemptId), { replace: true })
  }, [submitted, navigate, attemptId])
  return ended
}
