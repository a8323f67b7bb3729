import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Api } from '#contracts/api.ts'
import type { SentBodyOf } from '#contracts/route.ts'
import { callApi } from '../../../lib/api/call-api.ts'

const atsKey = ['ats-connections'] as const

export type NewAtsConnection = SentBodyOf<Api['createAtsConnection']>

export function useAtsConnections() {
  return useQuery({ queryKey: atsKey, queryFn: ({ signal }) => callApi('listAtsConnections', { signal }) })
}

export function useCreateAtsConnection() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: NewAtsConnection) => callApi('createAtsConnection', { body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: atsKey }),
  })
}

export function useRemoveAtsConnection() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (connectionId: string) => callApi('removeAtsConnection', { params: { connectionId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: atsKey }),
  })
}
