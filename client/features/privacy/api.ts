import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../lib/api/call-api.ts'

export function useRetention(invitationId: string) {
  return useQuery({
    queryKey: ['retention', invitationId],
    queryFn: ({ signal }) => callApi('getRetention', { params: { invitationId }, signal }),
  })
}
