import { useQuery } from '@tanstack/react-query'
import { callApi } from './api/call-api.ts'

export const positionsKey = ['positions'] as const

export function usePositions() {
  return useQuery({ queryKey: positionsKey, queryFn: ({ signal }) => callApi('listPositions', { signal }) })
}
