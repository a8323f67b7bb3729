import { useQuery } from '@tanstack/react-query'
import type { ResponseOf } from '#contracts/route.ts'
import type { endingApi } from '#contracts/api/submissions.ts'
import { callApi } from '../../lib/call-api.ts'

export type EndingView = ResponseOf<typeof endingApi.getEnding>

const endingKey = (attemptId: string) => ['ending', attemptId]

export function useEnding(attemptId: string) {
  return useQuery({
    queryKey: endingKey(attemptId),
    queryFn: ({ signal }) => callApi('getEnding', { params: { attemptId }, signal }),
  })
}
