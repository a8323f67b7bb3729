import { useMutation } from '@tanstack/react-query'
import { callApi } from '../../../lib/call-api.ts'
import { useEnter } from './use-enter.ts'

export function useSignIn(next: string | null) {
  const enter = useEnter(next)
  return useMutation({
    mutationFn: (body: { email: string; password: string }) => callApi('signIn', { body }),
    onSuccess: enter,
  })
}
