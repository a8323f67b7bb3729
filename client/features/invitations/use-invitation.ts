import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../lib/call-api.ts'
import type { ResponseOf } from '#contracts/route.ts'
import type { Api } from '#contracts/api.ts'

export type InvitationView = ResponseOf<Api['getInvitation']>
export type Appointment = NonNullable<InvitationView['appointment']>

export function useInvitation(invitationId: string) {
  return useQuery({
    queryKey: ['invitation', invitationId],
    queryFn: ({ signal }) => callApi('getInvitation', { params: { invitationId }, signal }),
    refetchInterval: 30_000,
  })
}
