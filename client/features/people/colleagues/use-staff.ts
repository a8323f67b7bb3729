import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../../lib/call-api.ts'

export function useStaff(enabled: boolean) {
  return useQuery({ queryKey: ['staff'], queryFn: ({ signal }) => callApi('listStaff', { signal }), enabled })
}
