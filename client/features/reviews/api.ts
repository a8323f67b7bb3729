import { useQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { gatheredRefresh } from '../../lib/live/gathered-refresh.ts'
import { useLiveSocket } from '../../lib/live/live-socket-context.ts'
import { callApi } from '../../lib/api/call-api.ts'
import type { Api } from '#contracts/api.ts'
import type { ResponseOf } from '#contracts/route.ts'
import type { ScorecardDraft } from '#contracts/api/reviews.ts'

export const submissionsKey = ['submissions'] as const
export const submissionKey = (submissionId: string) => ['submission', submissionId] as const

/** Without a live line, soon enough. */
const everyMs = 60_000

/** Asks anew for what this stands for when the server tells that something changed; null follows nothing. */
function useFollowReviews(what: { submissionId: string } | 'list' | null) {
  const socket = useLiveSocket()
  const queryClient = useQueryClient()
  const submissionId = typeof what === 'string' ? null : what?.submissionId
  useEffect(() => {
    if (submissionId === undefined) return
    const key = submissionId === null ? submissionsKey : submissionKey(submissionId)
    const refresh = gatheredRefresh(queryClient, [key])
    const stops = [
      refresh.stop,
      socket.watchList('reviews', refresh.ask),
      socket.listen('reviews-changed', refresh.ask),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [submissionId, queryClient, socket])
}

export function useSubmissions() {
  useFollowReviews('list')
  return useQuery({
    queryKey: submissionsKey,
    queryFn: ({ signal }) => callApi('listSubmissions', { signal }),
    refetchInterval: everyMs,
  })
}

export type SubmissionView = ResponseOf<Api['getSubmission']>

/** One submission. The code in it is frozen; only the evidence may still be on its way. */
export function useSubmission(submissionId: string) {
  const submission = useQuery({
    queryKey: submissionKey(submissionId),
    queryFn: ({ signal }) => callApi('getSubmission', { params: { submissionId }, signal }),
    staleTime: Infinity,
    refetchInterval: (query) => (query.state.data?.row.grading === 'pending' ? everyMs : false),
  })
  useFollowReviews(submission.data?.row.grading === 'pending' ? { submissionId } : null)
  return submission
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
