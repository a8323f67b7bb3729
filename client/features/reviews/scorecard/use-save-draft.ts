import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ScorecardDraft } from '#contracts/api/reviews.ts'
import { callApi } from '../../../lib/call-api.ts'

/** Keeps a draft. One save at a time, in order, so that an older one never lands on a newer. */
export function useSaveDraft(submissionId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    scope: { id: `review-${submissionId}` },
    mutationFn: (body: ScorecardDraft) => callApi('saveReviewDraft', { params: { submissionId }, body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['submissions'] }),
  })
}
