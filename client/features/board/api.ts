import { useQuery, useQueryClient, useMutation } from '@tanstack/react-query'
import { callApi } from '../../lib/api/call-api.ts'
import type { Api } from '#contracts/api.ts'
import type { SentBodyOf, ResponseOf } from '#contracts/route.ts'

export const boardKey = ['board'] as const

export type NewInvitation = SentBodyOf<Api['createInvitation']>

export function useCreateInvitation() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: NewInvitation) => callApi('createInvitation', { body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: boardKey }),
  })
}

export function useRevokeInvitation() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (invitationId: string) => callApi('revokeInvitation', { params: { invitationId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: boardKey }),
  })
}

export function useRenewLink() {
  return useMutation({
    mutationFn: (invitationId: string) => callApi('renewInvitationLink', { params: { invitationId } }),
  })
}

export function useGradeAgain() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (invitationId: string) => callApi('gradeAgain', { params: { invitationId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: boardKey }),
  })
}

export function useRequests(invitationId: string) {
  return useQuery({
    // Under the board's key, so that whatever refreshes the board refreshes this.
    queryKey: [...boardKey, 'requests', invitationId],
    queryFn: ({ signal }) => callApi('listAccommodations', { params: { invitationId }, signal }),
  })
}

export function useAnswerRequest(invitationId: string, accommodationId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: SentBodyOf<Api['answerAccommodation']>) =>
      callApi('answerAccommodation', { params: { invitationId, accommodationId }, body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: boardKey }),
  })
}

export type TimeView = ResponseOf<Api['getTime']>

// Under the board's key, so that whatever refreshes the board refreshes this.
const timeKey = (invitationId: string) => [...boardKey, 'time', invitationId] as const

export function useTime(invitationId: string) {
  return useQuery({
    queryKey: timeKey(invitationId),
    queryFn: ({ signal }) => callApi('getTime', { params: { invitationId }, signal }),
  })
}

export function useGiveTime(invitationId: string) {
  return useChange((body: SentBodyOf<Api['giveTime']>) =>
    callApi('giveTime', { params: { invitationId }, body }),
  )
}

export function useUndoCredit(invitationId: string) {
  return useChange((creditId: string) => callApi('undoCredit', { params: { invitationId, creditId } }))
}

export function useSetExtraTime(invitationId: string) {
  return useChange((factor: number) =>
    callApi('setExtraTime', { params: { invitationId }, body: { factor } }),
  )
}

function useChange<T>(change: (input: T) => Promise<unknown>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: boardKey }),
  })
}

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
