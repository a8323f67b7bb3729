import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { callApi } from '../../../lib/api/call-api.ts'
import { boardKey } from '../api.ts'

/** What the candidate was promised, and whether they were answered. */
export function useAnswer(invitationId: string) {
  return useQuery({
    // Under the board's key, so that whatever refreshes the board refreshes this.
    queryKey: [...boardKey, 'answer', invitationId],
    queryFn: ({ signal }) => callApi('getAnswer', { params: { invitationId }, signal }),
  })
}

export function useMarkAnswered(invitationId: string) {
  return useOnBoard((answeredAt: string | null) =>
    callApi('markAnswered', { params: { invitationId }, body: { answeredAt } }),
  )
}

export function useUnmarkAnswered(invitationId: string) {
  return useOnBoard(() => callApi('unmarkAnswered', { params: { invitationId } }))
}

export function useTellNewDate(invitationId: string) {
  return useOnBoard((body: { date: string; reason: string }) =>
    callApi('tellNewAnswerDate', { params: { invitationId }, body }),
  )
}

function useOnBoard<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const queryClient = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => queryClient.invalidateQueries({ queryKey: boardKey }) })
}
