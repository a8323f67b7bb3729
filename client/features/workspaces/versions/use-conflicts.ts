import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { BranchOutcome } from '#contracts/api/conflicts.ts'
import { callApi } from '../../../lib/call-api.ts'
import { gatheredRefresh } from '../../../lib/gathered-refresh.ts'
import { useLiveSocket } from '../../../lib/live-socket-context.ts'
import type { SaveEngine } from '../../../sync/autosave/save-engine.ts'

/** The versions that were kept apart; asked for again when one is added, here or elsewhere. */
export function useBranches(attemptId: string, engine: SaveEngine) {
  const socket = useLiveSocket()
  const queryClient = useQueryClient()
  useEffect(() => {
    const refresh = gatheredRefresh(queryClient, [['branches', attemptId]])
    const stops = [
      refresh.stop,
      engine.subscribe(() => {
        if (engine.getStatus().kind === 'kept_apart') refresh.ask()
      }),
      socket.listen('attempt-branched', (event) => {
        if (event.attemptId === attemptId) refresh.ask()
      }),
      socket.onConnect(refresh.ask),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [attemptId, engine, queryClient, socket])
  return useQuery({
    queryKey: ['branches', attemptId],
    queryFn: ({ signal }) => callApi('listBranches', { params: { attemptId }, signal }),
  })
}

export function useBranch(attemptId: string, branchId: string | null) {
  return useQuery({
    queryKey: ['branch', attemptId, branchId],
    queryFn: ({ signal }) =>
      callApi('getBranch', { params: { attemptId, branchId: branchId ?? '' }, signal }),
    enabled: branchId !== null,
    staleTime: Infinity,
  })
}

export function useSettleBranch(attemptId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ branchId, outcome }: { branchId: string; outcome: BranchOutcome }) =>
      callApi('settleBranch', { params: { attemptId, branchId }, body: { outcome } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['branches', attemptId] }),
  })
}
