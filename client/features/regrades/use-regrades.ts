import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { callApi } from '../../lib/call-api.ts'
import { gatheredRefresh } from '../../lib/gathered-refresh.ts'
import { useLiveSocket } from '../../lib/live-socket-context.ts'

export const regradesKey = ['regrades'] as const

const everyMs = 30_000

/** Keeps whatever is shown of regrades up to date: follows announcements, and asks again when the line comes back. */
function useFollowRegrades() {
  const socket = useLiveSocket()
  const queryClient = useQueryClient()
  useEffect(() => {
    const refresh = gatheredRefresh(queryClient, [regradesKey])
    const stops = [
      refresh.stop,
      socket.watchRegrades(),
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
