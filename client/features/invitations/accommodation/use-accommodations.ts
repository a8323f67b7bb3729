import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Api } from '#contracts/api.ts'
import type { SentBodyOf } from '#contracts/route.ts'
import { callApi } from '../../../lib/call-api.ts'

/** Under the invitation's key, so that whatever refreshes the page refreshes this. */
const accommodationsKey = (invitationId: string) => ['invitation', invitationId, 'accommodations'] as const

export function useAccommodations(invitationId: string) {
  return useQuery({
    queryKey: accommodationsKey(invitationId),
    queryFn: ({ signal }) => callApi('listOwnAccommodations', { params: { invitationId }, signal }),
    refetchInterval: 30_000,
  })
}

export function useAskForAccommodation(invitationId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: SentBodyOf<Api['askForAccommodation']>) =>
      callApi('askForAccommodation', { params: { invitationId }, body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: accommodationsKey(invitationId) }),
  })
}
