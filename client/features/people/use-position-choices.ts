import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../lib/call-api.ts'

export function usePositionChoices() {
  return useQuery({ queryKey: ['positions'], queryFn: ({ signal }) => callApi('listPositions', { signal }) })
}
