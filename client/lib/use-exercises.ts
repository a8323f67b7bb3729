import { useQuery } from '@tanstack/react-query'
import { callApi } from './call-api.ts'

export function useExercises() {
  return useQuery({ queryKey: ['exercises'], queryFn: ({ signal }) => callApi('listExercises', { signal }) })
}
