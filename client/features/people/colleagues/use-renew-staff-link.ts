import { useMutation } from '@tanstack/react-query'
import { callApi } from '../../../lib/call-api.ts'

export function useRenewStaffLink() {
  return useMutation({ mutationFn: (staffId: string) => callApi('renewStaffLink', { params: { staffId } }) })
}
