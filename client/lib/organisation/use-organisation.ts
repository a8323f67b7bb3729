import { useQuery } from '@tanstack/react-query'
import { callApi } from '../api/call-api.ts'

export const organisationKey = ['organisation'] as const

export function useOrganisation() {
  return useQuery({
    queryKey: organisationKey,
    queryFn: ({ signal }) => callApi('getOrganisation', { signal }),
  })
}
