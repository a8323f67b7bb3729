import { useMutation, useQueryClient, useQuery } from '@tanstack/react-query'
import { callApi } from '../../lib/api/call-api.ts'
import { useEnter } from './sign-in/use-enter.ts'
import { useNavigate } from 'react-router'
import { paths } from '../../lib/paths.ts'
import { meKey } from '../../lib/use-me.ts'
import type { Api } from '#contracts/api.ts'
import type { SentBodyOf } from '#contracts/route.ts'

export function useSignIn(next: string | null) {
  const enter = useEnter(next)
  return useMutation({
    mutationFn: (body: { email: string; password: string }) => callApi('signIn', { body }),
    onSuccess: enter,
  })
}

export function useSignInByLink() {
  const enter = useEnter(null)
  return useMutation({
    mutationFn: (token: string) => callApi('signInByLink', { body: { token } }),
    onSuccess: enter,
  })
}

export function useCreateFirstAdmin() {
  const enter = useEnter(null)
  return useMutation({
    mutationFn: (body: { token: string; name: string; email: string; password: string }) =>
      callApi('createFirstAdmin', { body }),
    onSuccess: enter,
  })
}

export function useSignOut() {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => callApi('signOut', {}),
    onSuccess: async () => {
      await navigate(paths.start())
      queryClient.clear()
      await queryClient.invalidateQueries({ queryKey: meKey })
    },
  })
}

export const staffKey = ['staff'] as const
export const ownAccountKey = ['own-account'] as const

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
  useStaffChange((body: SentBodyOf<Api['disableStaff']>) =>
    callApi('disableStaff', { params: { staffId }, body }),
  )

/** What disabling somebody would do; asked anew each time, since it is read to decide. */
export const useLeaving = (staffId: string) =>
  useQuery({
    queryKey: [...staffKey, staffId, 'leaving'],
    queryFn: ({ signal }) => callApi('getLeaving', { params: { staffId }, signal }),
    gcTime: 0,
  })

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
