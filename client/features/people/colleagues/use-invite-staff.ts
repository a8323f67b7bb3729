import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { StaffRole } from '#contracts/route.ts'
import { callApi } from '../../../lib/call-api.ts'

export interface NewColleague {
  name: string
  email: string
  roles: StaffRole[]
  positionIds: string[]
}

export function useInviteStaff() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: NewColleague) => callApi('inviteStaff', { body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['staff'] }),
  })
}
