import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { callApi } from '../../../lib/call-api.ts'
import { boardKey } from '../use-board.ts'

export function useMails(invitationId: string) {
  return useQuery({
    // Under the board's key, so that whatever refreshes the board refreshes this.
    queryKey: [...boardKey, 'mails', invitationId],
    queryFn: ({ signal }) => callApi('listMails', { params: { invitationId }, signal }),
    refetchInterval: 10_000,
  })
}

export function useSendAgain(invitationId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (mailId: string) => callApi('sendMailAgain', { params: { invitationId, mailId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: boardKey }),
  })
}
