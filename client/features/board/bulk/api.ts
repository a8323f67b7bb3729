import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Api } from '#contracts/api.ts'
import type { BoardFilter } from '#contracts/api/board/board.ts'
import type { SentBodyOf } from '#contracts/route.ts'
import { callApi } from '../../../lib/api/call-api.ts'
import { gatheredRefresh } from '../../../lib/live/gathered-refresh.ts'
import { useLiveSocket } from '../../../lib/live/live-socket-context.ts'
import { boardKey } from '../api.ts'

const bulkKey = ['bulk-actions'] as const
const actionKey = (bulkActionId: string) => [...bulkKey, bulkActionId] as const
const everyMs = 1_000

export function useDryRun() {
  return useMutation({
    mutationFn: (body: SentBodyOf<Api['createBulkAction']>) => callApi('createBulkAction', { body }),
  })
}

export function useMatchingIds() {
  return useMutation({
    mutationFn: (filter: BoardFilter) => callApi('listInvitationIds', { query: filter }),
  })
}

export function useBulkActions() {
  return useQuery({
    queryKey: bulkKey,
    queryFn: ({ signal }) => callApi('listBulkActions', { signal }),
  })
}

/** Follows announcements, and asks by itself as long as something is to come. */
export function useBulkAction(bulkActionId: string) {
  const socket = useLiveSocket()
  const queryClient = useQueryClient()
  useEffect(() => {
    const refresh = gatheredRefresh(queryClient, [actionKey(bulkActionId)])
    const stops = [
      refresh.stop,
      socket.watchList('board'),
      socket.onConnect(refresh.ask),
      socket.listen('bulk-action-changed', (changed) => {
        if (changed.bulkActionId === bulkActionId) refresh.ask()
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [bulkActionId, queryClient, socket])
  return useQuery({
    queryKey: actionKey(bulkActionId),
    queryFn: ({ signal }) => callApi('getBulkAction', { params: { bulkActionId }, signal }),
    refetchInterval: ({ state }) =>
      state.data?.state === 'held' || state.data?.state === 'making' ? everyMs : false,
  })
}

type Only = 'problem' | 'failed' | 'done'

/** Under the action's key, so that what refreshes it refreshes these. */
export function useBulkItems(
  bulkActionId: string,
  { after, only }: { after: number; only: Only | undefined },
) {
  return useQuery({
    queryKey: [...actionKey(bulkActionId), 'items', after, only ?? 'all'],
    queryFn: ({ signal }) =>
      callApi('listBulkItems', {
        params: { bulkActionId },
        query: { after, ...(only !== undefined && { only }) },
        signal,
      }),
    placeholderData: (before) => before,
  })
}

function useBulkChange(change: () => Promise<unknown>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => queryClient.invalidateQueries({ queryKey: bulkKey }),
  })
}

export const useConfirmBulk = (bulkActionId: string) =>
  useBulkChange(() => callApi('confirmBulkAction', { params: { bulkActionId } }))

export const useUndoBulk = (bulkActionId: string) =>
  useBulkChange(() => callApi('undoBulkAction', { params: { bulkActionId } }))

export function useForgetBulk() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (bulkActionId: string) => callApi('deleteBulkAction', { params: { bulkActionId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: bulkKey }),
  })
}

export const getBulkResult = (bulkActionId: string) => callApi('getBulkResult', { params: { bulkActionId } })
export const listFailed = (bulkActionId: string) =>
  callApi('listFailedInvitations', { params: { bulkActionId } })

/** The board shows what has changed when it is gone back to. */
export function useForgetBoard() {
  const queryClient = useQueryClient()
  return () => queryClient.invalidateQueries({ queryKey: boardKey })
}
