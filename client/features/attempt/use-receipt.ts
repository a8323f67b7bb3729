import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../lib/call-api.ts'

export function useReceipt(attemptId: string) {
  return useQuery({
    queryKey: ['receipt', attemptId],
    queryFn: ({ signal }) => callApi('getReceipt', { params: { attemptId }, signal }),
  })
}
