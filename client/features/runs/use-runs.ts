import { useQuery } from '@tanstack/react-query'
import type { Api } from '#contracts/api.ts'
import type { ResponseOf } from '#contracts/route.ts'
import { callApi } from '../../lib/call-api.ts'

export type RunRow = ResponseOf<Api['listRuns']>['runs'][number]

const whileWaitingMs = 3_000

export function isOpen(run: { state: RunRow['state'] }): boolean {
  return run.state === 'queued' || run.state === 'running'
}

/** An attempt's runs, newest first. Announcements make it quick; asking again while one is open makes it certain. */
export function useRuns(attemptId: string) {
  return useQuery({
    queryKey: ['runs', attemptId],
    queryFn: ({ signal }) => callApi('listRuns', { params: { attemptId }, signal }),
    refetchInterval: (query) => (query.state.data?.runs.some(isOpen) === true ? whileWaitingMs : false),
  })
}
