import { useMutation, useQueryClient, useQuery } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { callApi } from '../../lib/api/call-api.ts'
import { paths } from '../../lib/paths.ts'
import type { ResponseOf, SentBodyOf } from '#contracts/route.ts'
import type { Api } from '#contracts/api.ts'
import { viewerZone } from '../../lib/clock/times.ts'
import type { AppointmentRequest } from '#contracts/api/invitations/invitations.ts'
import { offerFile } from '../../lib/offer-file.ts'

export const invitationKey = (invitationId: string) => ['invitation', invitationId] as const
/** Under the invitation's key, so that whatever refreshes the page refreshes this. */
export const accommodationsKey = (invitationId: string) =>
  [...invitationKey(invitationId), 'accommodations'] as const
export const pushedKey = (attemptId: string) => ['practice-pushed', attemptId] as const

export function useExchangeLink() {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (token: string) => callApi('exchangeInvitationLink', { body: { token } }),
    onSuccess: async ({ invitationId }) => {
      queryClient.clear()
      await navigate(paths.invitation(invitationId), { replace: true })
    },
  })
}

export type InvitationView = ResponseOf<Api['getInvitation']>
export type OfferedExercise = InvitationView['exercises'][number]
export type Appointment = NonNullable<InvitationView['appointment']>

export function useInvitation(invitationId: string) {
  return useQuery({
    queryKey: invitationKey(invitationId),
    queryFn: ({ signal }) => callApi('getInvitation', { params: { invitationId }, signal }),
    refetchInterval: 30_000,
  })
}

/** The one that is taken; undefined while there is still to choose. */
export const chosenOf = ({ exercises, exerciseId }: InvitationView): OfferedExercise | undefined =>
  exercises.find(({ id }) => id === exerciseId)

export function useChooseExercise(invitationId: string) {
  const refresh = useRefresh(invitationId)
  return useMutation({
    mutationFn: (exerciseId: string) =>
      callApi('chooseExercise', { params: { invitationId }, body: { exerciseId } }),
    onSettled: refresh,
  })
}

export function useStartAttempt(invitationId: string) {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (startEarly: boolean) =>
      callApi('startAttempt', { params: { invitationId }, body: { startEarly, zone: viewerZone() } }),
    onSuccess: async ({ attemptId }) => {
      await queryClient.invalidateQueries({ queryKey: invitationKey(invitationId) })
      await navigate(paths.attempt(attemptId))
    },
  })
}

export function useDecline(invitationId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (reason: string) =>
      callApi('declineInvitation', { params: { invitationId }, body: { reason } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: invitationKey(invitationId) }),
  })
}

export function useAccommodations(invitationId: string) {
  return useQuery({
    queryKey: accommodationsKey(invitationId),
    queryFn: ({ signal }) => callApi('listOwnAccommodations', { params: { invitationId }, signal }),
    refetchInterval: 30_000,
  })
}

export function useAskForAccommodation(invitationId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: SentBodyOf<Api['askForAccommodation']>) =>
      callApi('askForAccommodation', { params: { invitationId }, body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: accommodationsKey(invitationId) }),
  })
}

export function useSetAppointment(invitationId: string) {
  const refresh = useRefresh(invitationId)
  return useMutation({
    mutationFn: (body: AppointmentRequest) => callApi('setAppointment', { params: { invitationId }, body }),
    onSuccess: refresh,
  })
}

export function useDropAppointment(invitationId: string) {
  const refresh = useRefresh(invitationId)
  return useMutation({
    mutationFn: () => callApi('dropAppointment', { params: { invitationId } }),
    onSuccess: refresh,
  })
}

export function useCalendarFile(invitationId: string) {
  return useMutation({
    mutationFn: () => callApi('getCalendarFile', { params: { invitationId } }),
    onSuccess: ({ fileName, content }) => offerFile(fileName, content, 'text/calendar;charset=utf-8'),
  })
}

function useRefresh(invitationId: string) {
  const queryClient = useQueryClient()
  return () => queryClient.invalidateQueries({ queryKey: invitationKey(invitationId) })
}

const askEveryMs = 2_000

/** Whether a push has ever come into the practice. Asked again and again while somebody is at it. */
export function usePushed(attemptId: string, isTrying: boolean): boolean {
  const { data = false } = useQuery({
    queryKey: pushedKey(attemptId),
    queryFn: async ({ signal }) => {
      const { revisions } = await callApi('listRevisions', { params: { attemptId }, signal })
      return revisions.some(({ source }) => source === 'git')
    },
    refetchInterval: ({ state }) => isTrying && state.data !== true && askEveryMs,
  })
  return data
}

export function useOpenPractice(invitationId: string) {
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => callApi('startPractice', { params: { invitationId } }),
    onSuccess: ({ attemptId }) => navigate(paths.attempt(attemptId)),
  })
}

export function useCloneCommand(attemptId: string) {
  return useMutation({ mutationFn: () => callApi('createGitCredential', { params: { attemptId } }) })
}
