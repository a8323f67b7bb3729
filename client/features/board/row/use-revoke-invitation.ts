import { useMutation, useQueryClient } from '@tanstack/react-query'
import { callApi } from '../../../lib/call-api.ts'
import { boardKey } from '../use-board.ts'

export function useRevokeInvitation() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (invitationId: string) => callApi('revokeInvitation', { params: { invitationId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: boardKey }),
  })
}
