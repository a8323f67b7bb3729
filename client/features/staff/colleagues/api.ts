import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Api } from '#contracts/api.ts'
import type { SentBodyOf } from '#contracts/route.ts'
import { callApi } from '../../../lib/call-api.ts'

const staffKey = ['staff'] as const
const ownAccountKey = ['own-account'] as const

export type NewColleague = SentBodyOf<Api['inviteStaff']>
export type ColleagueAccess = SentBodyOf<Api['changeStaff']>
export type SessionsToEnd = SentBodyOf<Api['endOwnSessions']>['which']

export function useStaff() {
  return useQuery({ queryKey: staffKey, queryFn: ({ signal }) => callApi('listStaff', { signal }) })
}

/** A change of colleagues, after which the list is asked for anew. */
function useStaffChange<Input, Output>(change: (input: Input) => Promise<Output>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: staffKey }),
  })
}

export const useInviteStaff = () => useStaffChange((body: NewColleague) => callApi('inviteStaff', { body }))

export const useChangeStaff = (staffId: string) =>
  useStaffChange((body: ColleagueAccess) => callApi('changeStaff', { params: { staffId }, body }))

export const useDisableStaff = (staffId: string) =>
  useStaffChange(() => callApi('disableStaff', { params: { staffId } }))

export const useEnableStaff = (staffId: string) =>
  useStaffChange(() => callApi('enableStaff', { params: { staffId } }))

export const useSignStaffOut = (staffId: string) =>
  useStaffChange(() => callApi('signStaffOut', { params: { staffId } }))

export const useRenewStaffLink = (staffId: string) =>
  useStaffChange(() => callApi('renewStaffLink', { params: { staffId } }))

export function useOwnAccount() {
  return useQuery({ queryKey: ownAccountKey, queryFn: ({ signal }) => callApi('getOwnAccount', { signal }) })
}

export function useSetPassword() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: SentBodyOf<Api['setPassword']>) => callApi('setPassword', { body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ownAccountKey }),
  })
}

export function useEndOwnSessions() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (which: SessionsToEnd) => callApi('endOwnSessions', { body: { which } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ownAccountKey }),
  })
}
