import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { PositionDraft } from '#contracts/api/positions.ts'
import { callApi } from '../../lib/api/call-api.ts'
import { positionsKey } from '../../lib/use-positions.ts'

const possibleReviewersKey = ['possible-reviewers'] as const

export function usePossibleReviewers() {
  return useQuery({
    queryKey: possibleReviewersKey,
    queryFn: ({ signal }) => callApi('listPossibleReviewers', { signal }),
  })
}

/** Makes a position, or changes the one that is named. */
export function useWritePosition(positionId: string | null) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: PositionDraft) =>
      positionId === null
        ? callApi('createPosition', { body })
        : callApi('changePosition', { params: { positionId }, body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: positionsKey }),
  })
}

export function useOpenOrClose(positionId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (open: boolean) =>
      callApi(open ? 'reopenPosition' : 'closePosition', { params: { positionId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: positionsKey }),
  })
}
