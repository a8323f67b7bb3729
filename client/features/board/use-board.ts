import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { callApi } from '../../lib/call-api.ts'
import { gatheredRefresh } from '../../lib/gathered-refresh.ts'
import { useLiveSocket } from '../../lib/live-socket-context.ts'

export const boardKey = ['board'] as const

const everyMs = 30_000

/** Every invitation with where it stands; follows announcements, and asks by itself now and then. */
export function useBoard() {
  const socket = useLiveSocket()
  const queryClient = useQueryClient()
  useEffect(() => {
    const refresh = gatheredRefresh(queryClient, [boardKey])
    const stops = [
      refresh.stop,
      socket.watchBoard(),
      socket.onConnect(refresh.ask),
      socket.listen('board-changed', refresh.ask),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [queryClient, socket])
  return useQuery({
    queryKey: boardKey,
    queryFn: ({ signal }) => callApi('listInvitations', { signal }),
    refetchInterval: everyMs,
  })
}
