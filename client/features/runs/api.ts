import { useQuery } from '@tanstack/react-query'
import type { Api } from '#contracts/api.ts'
import type { ResponseOf } from '#contracts/route.ts'
import { callApi } from '../../lib/api/call-api.ts'
import { runsKey } from '../../lib/runs-key.ts'

export const everyRunKey = ['run'] as const
export const runKey = (runId: string) => [...everyRunKey, runId] as const

export type RunRow = ResponseOf<Api['listRuns']>['runs'][number]

const whileWaitingMs = 3_000

export function isOpen(run: { state: RunRow['state'] }): boolean {
  return run.state === 'queued' || run.state === 'running'
}

/** An attempt's runs, newest first. Announcements make it quick; asking again while one is open makes it certain. */
export function useRuns(attemptId: string) {
  return useQuery({
    queryKey: runsKey(attemptId),
    queryFn: ({ signal }) => callApi('listRuns', { params: { attemptId }, signal }),
    refetchInterval: (query) => (query.state.data?.runs.some(isOpen) === true ? whileWaitingMs : false),
  })
}

export function useRun(attemptId: string, runId: string) {
  return useQuery({
    queryKey: runKey(runId),
    queryFn: ({ signal }) => callApi('getRun', { params: { attemptId, runId }, signal }),
    refetchInterval: (query) =>
      query.state.data !== undefined && isOpen(query.state.data) ? whileWaitingMs : false,
  })
}
