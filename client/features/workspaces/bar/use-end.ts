import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import type { ServerClock } from '../../../lib/clock/server-clock.ts'
import { paths } from '../../../lib/paths.ts'
import { useRemainingSeconds } from '../../../lib/clock/use-remaining.ts'
import type { WorkspaceSession } from '../../../sync/session/workspace-session.ts'
import { useAttempt } from '../api.ts'

/**
 * True once the time is over. What was typed last is sent at once, while the grace period lasts; when the server has
 * frozen the attempt, the receipt follows by itself. Where time is given back after the end, the work goes on, and what was
 * refused as late meanwhile is sent again.
 */
export function useEnd(attemptId: string, clock: ServerClock, session: WorkspaceSession): boolean {
  const { engine, models, lease } = session
  const ended = useRemainingSeconds(clock) <= 0
  const attempt = useAttempt(attemptId, ended)
  const navigate = useNavigate()
  const flushed = useRef(false)
  const submitted = attempt.data?.state === 'submitted'
  useEffect(() => {
    if (ended === flushed.current) return
    flushed.current = ended
    if (ended) void engine.flush()
    else if (engine.getStatus().kind === 'refused' && lease.getState().kind === 'writing')
      for (const path of models.getPaths()) engine.noteEdit(path)
  }, [ended, engine, models, lease])
  useEffect(() => {
    if (submitted) void navigate(paths.receipt(attemptId), { replace: true })
  }, [submitted, navigate, attemptId])
  return ended
}
