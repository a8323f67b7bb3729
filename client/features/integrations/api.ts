import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Api } from '#contracts/api.ts'
import type { SentBodyOf } from '#contracts/route.ts'
import { callApi } from '../../lib/api/call-api.ts'

const keysKey = ['api-keys'] as const

export type NewApiKey = SentBodyOf<Api['createApiKey']>

export function useApiKeys() {
  return useQuery({ queryKey: keysKey, queryFn: ({ signal }) => callApi('listApiKeys', { signal }) })
}

export function useCreateApiKey() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: NewApiKey) => callApi('createApiKey', { body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keysKey }),
  })
}

export function useRevokeApiKey() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (keyId: string) => callApi('revokeApiKey', { params: { keyId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keysKey }),
  })
}
