import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { gatheredRefresh } from '../../lib/live/gathered-refresh.ts'
import { useLiveSocket } from '../../lib/live/live-socket-context.ts'
import { runsKey } from '../../lib/runs-key.ts'
import { everyRunKey } from './api.ts'
import { LiveRuns, type LiveRun } from './live-runs.ts'

/** One's own runs: somebody looks at them and waits. */
const pauseMs = 250

/** Listens for an attempt's runs, and asks again over HTTP when one changed or the line came back. */
export function useLiveRuns(attemptId: string): LiveRuns {
  const [live] = useState(() => new LiveRuns())
  const socket = useLiveSocket()
  const queryClient = useQueryClient()
  useEffect(() => {
    const refresh = gatheredRefresh(queryClient, [runsKey(attemptId), everyRunKey], pauseMs)
    const stops = [
      refresh.stop,
      socket.watchAttempt(attemptId, refresh.ask),
      socket.listen('run-live', (event) => {
        if (event.attemptId === attemptId) live.take(event)
      }),
      socket.listen('run-changed', (event) => {
        if (event.attemptId !== attemptId) return
        if (event.verdict !== null) live.takeVerdict(event.runId, event.verdict)
        refresh.ask()
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [attemptId, live, queryClient, socket])
  return live
}

export function useLiveRun(live: LiveRuns, runId: string): LiveRun {
  return useSyncExternalStore(live.subscribe, () => live.get(runId))
}
