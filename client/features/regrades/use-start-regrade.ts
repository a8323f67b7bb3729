import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Api } from '#contracts/api.ts'
import type { SentBodyOf } from '#contracts/route.ts'
import { callApi } from '../../lib/call-api.ts'
import { regradesKey } from './use-regrades.ts'

export type NewRegrade = SentBodyOf<Api['startRegrade']>

export function useStartRegrade() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: NewRegrade) => callApi('startRegrade', { body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: regradesKey }),
  })
}
