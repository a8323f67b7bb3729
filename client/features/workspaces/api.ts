import { useQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Api } from '#contracts/api.ts'
import type { ResponseOf } from '#contracts/route.ts'
import { callApi } from '../../lib/api/call-api.ts'
import { sendLateRecovery } from '../../sync/recovery/send-late-recovery.ts'
import { runsKey } from '../../lib/runs-key.ts'
import type { TestFilter } from '#contracts/runs.ts'
import type { SaveEngine } from '../../sync/autosave/save-engine.ts'
import { UnsavedError } from './bar/unsaved-error.ts'
import { useNavigate } from 'react-router'
import { paths } from '../../lib/paths.ts'
import type { ServerClock } from '../../lib/clock/server-clock.ts'
import { useEffect } from 'react'
import type { ConflictOutcome } from '#contracts/api/workspaces/conflicts.ts'
import { gatheredRefresh } from '../../lib/live/gathered-refresh.ts'
import { useLiveSocket } from '../../lib/live/live-socket-context.ts'

export const attemptKey = (attemptId: string) => ['attempt', attemptId] as const
export const conflictCopiesKey = (attemptId: string) => ['conflict-copies', attemptId] as const
export const conflictCopyKey = (attemptId: string, copyId: string | null) =>
  ['conflict-copy', attemptId, copyId] as const
export const historyKey = (attemptId: string) => ['history', attemptId] as const
export const revisionKey = (attemptId: string, revision: number | null) =>
  ['revision', attemptId, revision] as const
export const lateRecoveryKey = (attemptId: string) => ['late-recovery', attemptId] as const

const tryLateAgainMs = 5_000

export type AttemptView = ResponseOf<Api['getAttempt']>

const untilFrozenMs = 2_000

/** The details of a started exercise. With `watchEnd` it asks again until the server has frozen the attempt. */
export function useAttempt(attemptId: string, watchEnd: boolean) {
  return useQuery({
    queryKey: attemptKey(attemptId),
    queryFn: ({ signal }) => callApi('getAttempt', { params: { attemptId }, signal }),
    staleTime: watchEnd ? 0 : Infinity,
    refetchInterval: watchEnd ? untilFrozenMs : false,
  })
}

/** Saves what is on the screen, then asks for a run of exactly that: of all its tests, or of some. */
export function useCreateRun(attemptId: string, engine: SaveEngine) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (only?: TestFilter) => {
      if (!(await engine.flush())) throw new UnsavedError()
      return callApi('createRun', { params: { attemptId }, body: { only } })
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: runsKey(attemptId) }),
  })
}

/** Saves what is on the screen, then hands exactly that in. */
export function useSubmitAttempt(attemptId: string, engine: SaveEngine) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: async () => {
      if (!(await engine.flush())) throw new UnsavedError()
      return callApi('submitAttempt', { params: { attemptId } })
    },
    onSuccess: async () => {
      await navigate(paths.receipt(attemptId), { replace: true })
      queryClient.removeQueries({ queryKey: attemptKey(attemptId) })
    },
  })
}

/** Says that the candidate has read of given time; the next reading of the clock no longer tells of it. */
export function useAcknowledgeCredits(attemptId: string, clock: ServerClock) {
  return useMutation({
    mutationFn: (creditIds: string[]) =>
      callApi('acknowledgeCredits', { params: { attemptId }, body: { creditIds } }),
    onSuccess: () => clock.refresh(),
  })
}

export function useGitCredential(attemptId: string) {
  return useMutation({ mutationFn: () => callApi('createGitCredential', { params: { attemptId } }) })
}

/** The versions that were kept apart; asked for again when one is added, here or elsewhere. */
export function useConflictCopies(attemptId: string, engine: SaveEngine) {
  const socket = useLiveSocket()
  const queryClient = useQueryClient()
  useEffect(() => {
    const refresh = gatheredRefresh(queryClient, [conflictCopiesKey(attemptId)])
    const stops = [
      refresh.stop,
      engine.subscribe(() => {
        if (engine.getStatus().kind === 'conflict_copy') refresh.ask()
      }),
      socket.listen('conflict-copy-kept', (event) => {
        if (event.attemptId === attemptId) refresh.ask()
      }),
      socket.onConnect(refresh.ask),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [attemptId, engine, queryClient, socket])
  return useQuery({
    queryKey: conflictCopiesKey(attemptId),
    queryFn: ({ signal }) => callApi('listConflictCopies', { params: { attemptId }, signal }),
  })
}

export function useConflictCopy(attemptId: string, copyId: string | null) {
  return useQuery({
    queryKey: conflictCopyKey(attemptId, copyId),
    queryFn: ({ signal }) =>
      callApi('getConflictCopy', { params: { attemptId, copyId: copyId ?? '' }, signal }),
    enabled: copyId !== null,
    staleTime: Infinity,
  })
}

export function useResolveConflict(attemptId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ copyId, outcome }: { copyId: string; outcome: ConflictOutcome }) =>
      callApi('resolveConflict', { params: { attemptId, copyId }, body: { outcome } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: conflictCopiesKey(attemptId) }),
  })
}

export function useRevisions(attemptId: string) {
  return useQuery({
    queryKey: historyKey(attemptId),
    queryFn: ({ signal }) => callApi('listRevisions', { params: { attemptId }, signal }),
    staleTime: 0,
  })
}

/** A revision never changes, so it is asked for once. */
export function useRevision(attemptId: string, revision: number | null) {
  return useQuery({
    queryKey: revisionKey(attemptId, revision),
    queryFn: ({ signal }) =>
      callApi('getRevision', { params: { attemptId, revision: revision ?? 0 }, signal }),
    enabled: revision !== null,
    staleTime: Infinity,
  })
}

/** Sends what was typed here and could not be sent before the end. */
export function useLateRecovery(attemptId: string) {
  return useQuery({
    queryKey: lateRecoveryKey(attemptId),
    queryFn: ({ signal }) => sendLateRecovery(attemptId, signal),
    retry: true,
    retryDelay: tryLateAgainMs,
  })
}
