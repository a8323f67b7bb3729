import { useQuery } from '@tanstack/react-query'
import { callApi } from '../api/call-api.ts'
import { useMe } from '../use-me.ts'

export const guideKey = ['guide'] as const

/** The first-run guide, which admins alone have. What is done elsewhere is seen when the page is come back to. */
export function useGuide() {
  const isAdmin = useMe().data?.staff?.roles.includes('admin') === true
  return useQuery({
    queryKey: guideKey,
    queryFn: ({ signal }) => callApi('getGuide', { signal }),
    enabled: isAdmin,
    refetchOnMount: 'always',
  })
}
