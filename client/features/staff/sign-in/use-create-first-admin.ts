import { useMutation } from '@tanstack/react-query'
import { callApi } from '../../../lib/call-api.ts'
import { useEnter } from './use-enter.ts'

export function useCreateFirstAdmin() {
  const enter = useEnter(null)
  return useMutation({
    mutationFn: (body: { token: string; name: string; email: string; password: string }) =>
      callApi('createFirstAdmin', { body }),
    onSuccess: enter,
  })
}
