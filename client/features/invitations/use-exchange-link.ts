import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { callApi } from '../../lib/call-api.ts'
import { paths } from '../../lib/paths.ts'

export function useExchangeLink() {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (token: string) => callApi('exchangeInvitationLink', { body: { token } }),
    onSuccess: async ({ invitationId }) => {
      queryClient.clear()
      await navigate(paths.invitation(invitationId), { replace: true })
    },
  })
}
