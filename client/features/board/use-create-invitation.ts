import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Api } from '#contracts/api.ts'
import type { SentBodyOf } from '#contracts/route.ts'
import { callApi } from '../../lib/call-api.ts'
import { boardKey } from './use-board.ts'

export type NewInvitation = SentBodyOf<Api['createInvitation']>

export function useCreateInvitation() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: NewInvitation) => callApi('createInvitation', { body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: boardKey }),
  })
}
