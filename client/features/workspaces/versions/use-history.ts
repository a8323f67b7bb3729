import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../../lib/call-api.ts'

export function useRevisions(attemptId: string) {
  return useQuery({
    queryKey: ['history', attemptId],
    queryFn: ({ signal }) => callApi('listRevisions', { params: { attemptId }, signal }),
    staleTime: 0,
  })
}

/** A revision never changes, so it is asked for once. */
export function useRevision(attemptId: string, revision: number | null) {
  return useQuery({
    queryKey: ['revision', attemptId, revision],
    queryFn: ({ signal }) =>
      callApi('getRevision', { params: { attemptId, revision: revision ?? 0 }, signal }),
    enabled: revision !== null,
    staleTime: Infinity,
  })
}
