import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import type { StaffMember } from '#contracts/api/staff/staff.ts'
import { staffHome } from '../../../lib/staff-home.ts'
import { meKey } from '../../../lib/use-me.ts'

/** What follows every kind of sign-in: forget what the last person saw, then go where this one begins. */
export function useEnter(next: string | null) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return async (staff: StaffMember) => {
    queryClient.clear()
    queryClient.setQueryData(meKey, { staff, needsFirstAdmin: false })
    await navigate(isLocalPath(next) ? next : staffHome(staff), { replace: true })
  }
}

/** Only paths of this site: `//elsewhere` and `/\elsewhere` would leave it. */
function isLocalPath(next: string | null): next is string {
  return next !== null && /^\/(?![/\\])/.test(next)
}
