import { useMutation } from '@tanstack/react-query'
import { callApi } from '../../../lib/call-api.ts'

export function useRenewLink() {
  return useMutation({
    mutationFn: (invitationId: string) => callApi('renewInvitationLink', { params: { invitationId } }),
  })
}
