import { useMutation } from '@tanstack/react-query'
import { callApi } from '../../../lib/call-api.ts'
import { useEnter } from './use-enter.ts'

export function useSignInByLink() {
  const enter = useEnter(null)
  return useMutation({
    mutationFn: (token: string) => callApi('signInByLink', { body: { token } }),
    onSuccess: enter,
  })
}
