import { useMutation, useQuery } from '@tanstack/react-query'
import type { ResponseOf } from '#contracts/route.ts'
import type { submissionsApi } from '#contracts/api/submissions.ts'
import type { Feedback } from '#contracts/api/submissions.ts'
import { callApi } from '../../lib/api/call-api.ts'

export const submissionPageKey = (attemptId: string) => ['submission-page', attemptId] as const
export const previewKey = (attemptId: string) => ['preview', attemptId] as const
export const feedbackKey = ['feedback'] as const

export type SubmissionView = ResponseOf<typeof submissionsApi.getSubmissionPage>

export function useSubmissionPage(attemptId: string) {
  return useQuery({
    queryKey: submissionPageKey(attemptId),
    queryFn: ({ signal }) => callApi('getSubmissionPage', { params: { attemptId }, signal }),
  })
}

export type PreviewView = ResponseOf<typeof submissionsApi.getPreview>

export function usePreview(attemptId: string) {
  return useQuery({
    queryKey: previewKey(attemptId),
    queryFn: ({ signal }) => callApi('getPreview', { params: { attemptId }, signal }),
  })
}

export function useGiveFeedback(attemptId: string) {
  return useMutation({
    mutationFn: (body: Feedback) => callApi('giveFeedback', { params: { attemptId }, body }),
  })
}

/** What candidates thought of the exercises. */
export function useFeedback() {
  return useQuery({ queryKey: feedbackKey, queryFn: ({ signal }) => callApi('listFeedback', { signal }) })
}
