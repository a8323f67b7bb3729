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

function usePositionsChange<T, R>(change: (input: T) => Promise<R>, onSuccess?: () => void) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: change,
    ...(onSuccess === undefined ? {} : { onSuccess }),
    // Refused as well: what is on the page may be what somebody else has changed.
    onSettled: () => queryClient.invalidateQueries({ queryKey: positionsKey }),
  })
}

interface Written {
  draft: PositionDraft
  /** The position that is changed, as it was when the form was opened; null makes a new one. */
  on: { id: string; version: number } | null
}

export function useWritePosition() {
  return usePositionsChange(({ draft, on }: Written) =>
    on === null
      ? callApi('createPosition', { body: draft })
      : callApi('changePosition', { params: { positionId: on.id }, body: { ...draft, version: on.version } }),
  )
}

/** The position as it is on the server now; null where it is gone. */
export function useReadPositionAnew() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (positionId: string) => {
      const { positions } = await queryClient.fetchQuery({
        queryKey: positionsKey,
        queryFn: ({ signal }) => callApi('listPositions', { signal }),
        staleTime: 0,
      })
      return positions.find(({ id }) => id === positionId) ?? null
    },
  })
}

/** `onOpened` is part of the change: what asked for it is gone once the position is read anew. */
export function useOpenCohort(positionId: string, onOpened: () => void) {
  return usePositionsChange(
    (version: number) => callApi('openCohort', { params: { positionId }, body: { version } }),
    onOpened,
  )
}

export function useOpenOrClose(positionId: string) {
  return usePositionsChange((open: boolean) =>
    callApi(open ? 'reopenPosition' : 'closePosition', { params: { positionId } }),
  )
}
