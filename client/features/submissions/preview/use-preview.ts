import { useQuery } from '@tanstack/react-query'
import type { ResponseOf } from '#contracts/route.ts'
import type { submissionsApi } from '#contracts/api/submissions.ts'
import { callApi } from '../../../lib/call-api.ts'

export type PreviewView = ResponseOf<typeof submissionsApi.getPreview>

export function usePreview(attemptId: string) {
  return useQuery({
    queryKey: ['preview', attemptId],
    queryFn: ({ signal }) => callApi('getPreview', { params: { attemptId }, signal }),
  })
}
