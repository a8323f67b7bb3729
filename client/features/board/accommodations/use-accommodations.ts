import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Api } from '#contracts/api.ts'
import type { SentBodyOf } from '#contracts/route.ts'
import { callApi } from '../../../lib/call-api.ts'
import { boardKey } from '../use-board.ts'

export function useRequests(invitationId: string) {
  return useQuery({
    // Under the board's key, so that whatever refreshes the board refreshes this.
    queryKey: [...boardKey, 'requests', invitationId],
    queryFn: ({ signal }) => callApi('listAccommodations', { params: { invitationId }, signal }),
  })
}

export function useAnswerRequest(invitationId: string, accommodationId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: SentBodyOf<Api['answerAccommodation']>) =>
      callApi('answerAccommodation', { params: { invitationId, accommodationId }, body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: boardKey }),
  })
}
