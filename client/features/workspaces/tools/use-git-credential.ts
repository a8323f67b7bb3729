import { useMutation } from '@tanstack/react-query'
import { callApi } from '../../../lib/call-api.ts'

export function useGitCredential(attemptId: string) {
  return useMutation({ mutationFn: () => callApi('createGitCredential', { params: { attemptId } }) })
}
