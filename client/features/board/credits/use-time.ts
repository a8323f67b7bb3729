import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Api } from '#contracts/api.ts'
import type { ResponseOf, SentBodyOf } from '#contracts/route.ts'
import { callApi } from '../../../lib/call-api.ts'
import { boardKey } from '../use-board.ts'

export type TimeView = ResponseOf<Api['getTime']>

// Under the board's key, so that whatever refreshes the board refreshes this.
const timeKey = (invitationId: string) => [...boardKey, 'time', invitationId] as const

export function useTime(invitationId: string) {
  return useQuery({
    queryKey: timeKey(invitationId),
    queryFn: ({ signal }) => callApi('getTime', { params: { invitationId }, signal }),
  })
}

export function useGiveTime(invitationId: string) {
  return useChange((body: SentBodyOf<Api['giveTime']>) =>
    callApi('giveTime', { params: { invitationId }, body }),
  )
}

export function useUndoCredit(invitationId: string) {
  return useChange((creditId: string) => callApi('undoCredit', { params: { invitationId, creditId } }))
}

export function useSetExtraTime(invitationId: string) {
  return useChange((factor: number) =>
    callApi('setExtraTime', { params: { invitationId }, body: { factor } }),
  )
}

function useChange<T>(change: (input: T) => Promise<unknown>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: boardKey }),
  })
}
