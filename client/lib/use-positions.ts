import { useQuery } from '@tanstack/react-query'
import { callApi } from './call-api.ts'

export function usePositions() {
  return useQuery({ queryKey: ['positions'], queryFn: ({ signal }) => callApi('listPositions', { signal }) })
}
