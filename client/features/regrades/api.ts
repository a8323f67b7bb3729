import { useQuery, useQueryClient, useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { callApi } from '../../lib/api/call-api.ts'
import { gatheredRefresh } from '../../lib/live/gathered-refresh.ts'
import { useLiveSocket } from '../../lib/live/live-socket-context.ts'
import type { Api } from '#contracts/api.ts'
import type { SentBodyOf } from '#contracts/route.ts'

export const regradesKey = ['regrades'] as const
export const storedVersionsKey = ['stored-versions'] as const

const everyMs = 30_000

/** Keeps whatever is shown of regrades up to date: follows announcements, and asks again when the line comes back. */
function useFollowRegrades() {
  const socket = useLiveSocket()
  const queryClient = useQueryClient()
  useEffect(() => {
    const refresh = gatheredRefresh(queryClient, [regradesKey])
    const stops = [
      refresh.stop,
      socket.watchList('regrades'),
      socket.onConnect(refresh.ask),
      socket.listen('regrade-changed', refresh.ask),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [queryClient, socket])
}

export function useRegrades() {
  useFollowRegrades()
  return useQuery({
    queryKey: [...regradesKey, 'list'],
    queryFn: ({ signal }) => callApi('listRegrades', { signal }),
    refetchInterval: everyMs,
  })
}

export function useRegrade(regradeId: string) {
  useFollowRegrades()
  return useQuery({
    queryKey: [...regradesKey, regradeId],
    queryFn: ({ signal }) => callApi('getRegrade', { params: { regradeId }, signal }),
    refetchInterval: (query) => (query.state.data?.regrade.endedAt === null ? everyMs : false),
  })
}

export type NewRegrade = SentBodyOf<Api['startRegrade']>

export function useStartRegrade() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: NewRegrade) => callApi('startRegrade', { body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: regradesKey }),
  })
}

export function useStoredVersions() {
  return useQuery({
    queryKey: storedVersionsKey,
    queryFn: ({ signal }) => callApi('listStoredVersions', { signal }),
  })
}
