import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { callApi } from '../../lib/call-api.ts'
import { viewerZone } from '../../lib/clock/times.ts'
import { paths } from '../../lib/paths.ts'

export function useStartAttempt(invitationId: string) {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (startEarly: boolean) =>
      callApi('startAttempt', { params: { invitationId }, body: { startEarly, zone: viewerZone() } }),
    onSuccess: async ({ attemptId }) => {
      await queryClient.invalidateQueries({ queryKey: ['invitation', invitationId] })
      await navigate(paths.attempt(attemptId))
    },
  })
}
