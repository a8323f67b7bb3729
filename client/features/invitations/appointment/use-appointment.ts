import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { AppointmentRequest } from '#contracts/api/invitations.ts'
import { callApi } from '../../../lib/call-api.ts'
import { offerFile } from '../../../lib/offer-file.ts'

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
  return () => queryClient.invalidateQueries({ queryKey: ['invitation', invitationId] })
}
