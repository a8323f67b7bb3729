import { useMutation } from '@tanstack/react-query'
import { callApi } from '../../../lib/call-api.ts'

export function useSetPassword() {
  return useMutation({ mutationFn: (password: string) => callApi('setPassword', { body: { password } }) })
}
