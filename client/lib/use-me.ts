import { useQuery } from '@tanstack/react-query'
import { callApi } from './api/call-api.ts'

export const meKey = ['me'] as const

/** Who is signed in as staff, if anybody. */
export function useMe() {
  return useQuery({
    queryKey: meKey,
    queryFn: ({ signal }) => callApi('getMe', { signal }),
    staleTime: 60_000,
  })
}
