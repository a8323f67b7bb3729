import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../../lib/call-api.ts'

const askEveryMs = 2_000

/** Whether a push has ever come into the practice. Asked again and again while somebody is at it. */
export function usePushed(attemptId: string, isTrying: boolean): boolean {
  const { data = false } = useQuery({
    queryKey: ['practice-pushed', attemptId],
    queryFn: async ({ signal }) => {
      const { revisions } = await callApi('listRevisions', { params: { attemptId }, signal })
      return revisions.some(({ source }) => source === 'git')
    },
    refetchInterval: ({ state }) => isTrying && state.data !== true && askEveryMs,
  })
  return data
}
