import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ScorecardDraft } from '#contracts/api/reviews.ts'
import { callApi } from '../../../lib/call-api.ts'

export function useSubmitReview(submissionId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    scope: { id: `review-${submissionId}` },
    mutationFn: (body: ScorecardDraft) => callApi('submitReview', { params: { submissionId }, body }),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['submission', submissionId] }),
        queryClient.invalidateQueries({ queryKey: ['submissions'] }),
      ]),
  })
}
