import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { callApi } from '../../../lib/api/call-api.ts'
import { gatheredRefresh } from '../../../lib/live/gathered-refresh.ts'
import { useLiveSocket } from '../../../lib/live/live-socket-context.ts'
import { boardKey } from '../api.ts'

const candidateKey = (invitationId: string) => [...boardKey, 'candidate', invitationId] as const

/** The row and the timeline of one invitation; both follow what is announced of it. */
export function useCandidate(invitationId: string) {
  const socket = useLiveSocket()
  const queryClient = useQueryClient()
  useEffect(() => {
    const refresh = gatheredRefresh(queryClient, [candidateKey(invitationId)])
    const stops = [
      refresh.stop,
      socket.watchList('board'),
      socket.onConnect(refresh.ask),
      socket.listen('board-changed', (changed) => {
        if (changed.invitationId === invitationId) refresh.ask()
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [invitationId, queryClient, socket])
  const query = useQuery({
    queryKey: candidateKey(invitationId),
    queryFn: async ({ signal }) => {
      const [timeline, { invitations }] = await Promise.all([
        callApi('getCandidateTimeline', { params: { invitationId }, signal }),
        callApi('listBoardRows', { query: { ids: invitationId }, signal }),
      ])
      return { timeline, row: invitations[0] }
    },
    refetchInterval: 60_000,
  })
  return {
    row: query.data?.row,
    timeline: query.data?.timeline,
    error: query.data === undefined ? query.error : null,
    retry: () => void query.refetch(),
  }
}
