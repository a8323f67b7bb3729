import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { ConflictOutcome } from '#contracts/api/conflicts.ts'
import { callApi } from '../../../lib/call-api.ts'
import { gatheredRefresh } from '../../../lib/gathered-refresh.ts'
import { useLiveSocket } from '../../../lib/live-socket-context.ts'
import type { SaveEngine } from '../../../sync/autosave/save-engine.ts'

/** The versions that were kept apart; asked for again when one is added, here or elsewhere. */
export function useConflictCopies(attemptId: string, engine: SaveEngine) {
  const socket = useLiveSocket()
  const queryClient = useQueryClient()
  useEffect(() => {
    const refresh = gatheredRefresh(queryClient, [['conflict-copies', attemptId]])
    const stops = [
      refresh.stop,
      engine.subscribe(() => {
        if (engine.getStatus().kind === 'conflict_copy') refresh.ask()
      }),
      socket.listen('conflict-copy-kept', (event) => {
        if (event.attemptId === attemptId) refresh.ask()
      }),
      socket.onConnect(refresh.ask),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [attemptId, engine, queryClient, socket])
  return useQuery({
    queryKey: ['conflict-copies', attemptId],
    queryFn: ({ signal }) => callApi('listConflictCopies', { params: { attemptId }, signal }),
  })
}

export function useConflictCopy(attemptId: string, copyId: string | null) {
  return useQuery({
    queryKey: ['conflict-copy', attemptId, copyId],
    queryFn: ({ signal }) =>
      callApi('getConflictCopy', { params: { attemptId, copyId: copyId ?? '' }, signal }),
    enabled: copyId !== null,
    staleTime: Infinity,
  })
}

export function useResolveConflict(attemptId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ copyId, outcome }: { copyId: string; outcome: ConflictOutcome }) =>
      callApi('resolveConflict', { params: { attemptId, copyId }, body: { outcome } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['conflict-copies', attemptId] }),
  })
}
