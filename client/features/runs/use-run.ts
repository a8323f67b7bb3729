import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../lib/call-api.ts'
import { isOpen } from './use-runs.ts'

const whileWaitingMs = 3_000

export function useRun(attemptId: string, runId: string) {
  return useQuery({
    queryKey: ['run', runId],
    queryFn: ({ signal }) => callApi('getRun', { params: { attemptId, runId }, signal }),
    refetchInterval: (query) =>
      query.state.data !== undefined && isOpen(query.state.data) ? whileWaitingMs : false,
  })
}
