import { useQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { callApi } from '../../lib/call-api.ts'
import type { Api } from '#contracts/api.ts'
import type { ResponseOf } from '#contracts/route.ts'
import type { ScorecardDraft } from '#contracts/api/reviews.ts'

export const submissionsKey = ['submissions'] as const
export const submissionKey = (submissionId: string) => ['submission', submissionId] as const

const everyMs = 60_000

export function useSubmissions() {
  return useQuery({
    queryKey: submissionsKey,
    queryFn: ({ signal }) => callApi('listSubmissions', { signal }),
    refetchInterval: everyMs,
  })
}

export type SubmissionView = ResponseOf<Api['getSubmission']>

const whilePendingMs = 5_000

/** One submission. The code in it is frozen; only the evidence may still be on its way. */
export function useSubmission(submissionId: string) {
  return useQuery({
    queryKey: submissionKey(submissionId),
    queryFn: ({ signal }) => callApi('getSubmission', { params: { submissionId }, signal }),
    staleTime: Infinity,
    refetchInterval: (query) => (query.state.data?.row.grading === 'pending' ? whilePendingMs : false),
  })
}

/** Keeps a draft. One save at a time, in order, so that an older one never lands on a newer. */
export function useSaveDraft(submissionId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    scope: { id: `review-${submissionId}` },
    mutationFn: (body: ScorecardDraft) => callApi('saveReviewDraft', { params: { submissionId }, body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: submissionsKey }),
  })
}

export function useSubmitReview(submissionId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    scope: { id: `review-${submissionId}` },
    mutationFn: (body: ScorecardDraft) => callApi('submitReview', { params: { submissionId }, body }),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: submissionKey(submissionId) }),
        queryClient.invalidateQueries({ queryKey: submissionsKey }),
      ]),
  })
}
