import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../lib/call-api.ts'

export function useStoredVersions() {
  return useQuery({
    queryKey: ['stored-versions'],
    queryFn: ({ signal }) => callApi('listStoredVersions', { signal }),
  })
}
