import { useQuery } from '@tanstack/react-query'
import type { ResponseOf } from '#contracts/route.ts'
import type { submissionsApi } from '#contracts/api/submissions.ts'
import { callApi } from '../../lib/call-api.ts'

export type SubmissionView = ResponseOf<typeof submissionsApi.getSubmissionPage>

const submissionPageKey = (attemptId: string) => ['ending', attemptId]

export function useSubmissionPage(attemptId: string) {
  return useQuery({
    queryKey: submissionPageKey(attemptId),
    queryFn: ({ signal }) => callApi('getSubmissionPage', { params: { attemptId }, signal }),
  })
}
