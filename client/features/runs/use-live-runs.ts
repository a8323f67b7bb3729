import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useLiveSocket } from '../../lib/live-socket-context.ts'
import { LiveRuns, type LiveRun } from './live-runs.ts'

/** Listens for an attempt's runs, and asks again over HTTP when one changed or the line came back. */
export function useLiveRuns(attemptId: string): LiveRuns {
  const [live] = useState(() => new LiveRuns())
  const socket = useLiveSocket()
  const queryClient = useQueryClient()
  useEffect(() => {
    const refresh = (runId?: string) => {
      void queryClient.invalidateQueries({ queryKey: ['runs', attemptId] })
      void queryClient.invalidateQueries({ queryKey: runId === undefined ? ['run'] : ['run', runId] })
    }
    const stops = [
      socket.watchAttempt(attemptId, () => refresh()),
      socket.listen('run-live', (event) => {
        if (event.attemptId === attemptId) live.take(event)
      }),
      socket.listen('run-changed', (event) => {
        if (event.attemptId !== attemptId) return
        if (event.verdict !== null) live.takeVerdict(event.runId, event.verdict)
        refresh(event.runId)
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
