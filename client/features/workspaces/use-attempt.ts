import { useQuery } from '@tanstack/react-query'
import type { Api } from '#contracts/api.ts'
import type { ResponseOf } from '#contracts/route.ts'
import { callApi } from '../../lib/call-api.ts'

export type AttemptView = ResponseOf<Api['getAttempt']>

const untilFrozenMs = 2_000

/** The details of a started exercise. With `watchEnd` it asks again until the server has frozen the attempt. */
export function useAttempt(attemptId: string, watchEnd: boolean) {
  return useQuery({
    queryKey: ['attempt', attemptId],
    queryFn: ({ signal }) => callApi('getAttempt', { params: { attemptId }, signal }),
    staleTime: watchEnd ? 0 : Infinity,
    refetchInterval: watchEnd ? untilFrozenMs : false,
  })
}
