import { useQuery } from '@tanstack/react-query'
import type { Api } from '#contracts/api.ts'
import type { ResponseOf } from '#contracts/route.ts'
import { callApi } from '../../lib/call-api.ts'

export type SubmissionView = ResponseOf<Api['getSubmission']>

const whilePendingMs = 5_000

/** One submission. The code in it is frozen; only the evidence may still be on its way. */
export function useSubmission(submissionId: string) {
  return useQuery({
    queryKey: ['submission', submissionId],
    queryFn: ({ signal }) => callApi('getSubmission', { params: { submissionId }, signal }),
    staleTime: Infinity,
    refetchInterval: (query) => (query.state.data?.row.grading === 'pending' ? whilePendingMs : false),
  })
}
