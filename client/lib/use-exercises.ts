import { useQuery } from '@tanstack/react-query'
import { callApi } from './api/call-api.ts'

export function useExercises() {
  return useQuery({ queryKey: ['exercises'], queryFn: ({ signal }) => callApi('listExercises', { signal }) })
}
