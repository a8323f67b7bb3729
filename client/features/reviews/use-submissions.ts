import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../lib/call-api.ts'

const everyMs = 60_000

export function useSubmissions() {
  return useQuery({
    queryKey: ['submissions'],
    queryFn: ({ signal }) => callApi('listSubmissions', { signal }),
    refetchInterval: everyMs,
  })
}
