import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Api } from '#contracts/api.ts'
import type { ImportStatus, InvitationImport } from '#contracts/api/invitations/invitation-imports.ts'
import type { SentBodyOf } from '#contracts/route.ts'
import { callApi } from '../../lib/api/call-api.ts'
import { gatheredRefresh } from '../../lib/live/gathered-refresh.ts'
import { useLiveSocket } from '../../lib/live/live-socket-context.ts'

const importsKey = ['imports'] as const
const importKey = (importId: string) => [...importsKey, importId] as const
const rowsKey = (importId: string) => [...importKey(importId), 'rows'] as const

export type NewImport = SentBodyOf<Api['createInvitationImport']>

export function useImports() {
  return useQuery({
    queryKey: importsKey,
    queryFn: ({ signal }) => callApi('listInvitationImports', { signal }),
  })
}

const everyMs = 2_000

/** Follows announcements while invitations are made, and asks by itself as long as something may change. */
export function useImport(importId: string) {
  const socket = useLiveSocket()
  const queryClient = useQueryClient()
  useEffect(() => {
    const refresh = gatheredRefresh(queryClient, [importKey(importId)])
    const stops = [
      refresh.stop,
      socket.watchList('board'),
      socket.onConnect(refresh.ask),
      socket.listen('import-changed', (changed) => {
        if (changed.importId === importId) refresh.ask()
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [importId, queryClient, socket])
  return useQuery({
    queryKey: importKey(importId),
    queryFn: ({ signal }) => callApi('getInvitationImport', { params: { importId }, signal }),
    refetchInterval: ({ state }) =>
      state.data?.state === 'making' || state.data?.undoUntil != null ? everyMs : false,
  })
}

export interface RowFilter {
  after: number
  status: ImportStatus | undefined
}

export function useImportRows(importId: string, { after, status }: RowFilter) {
  return useQuery({
    queryKey: [...rowsKey(importId), after, status ?? 'all'],
    queryFn: ({ signal }) =>
      callApi('listImportRows', {
        params: { importId },
        query: { after, ...(status !== undefined && { status }) },
        signal,
      }),
    placeholderData: (before) => before,
  })
}

export function useReadList() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: NewImport) => callApi('createInvitationImport', { body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: importsKey }),
  })
}

function useImportChange<T>(importId: string, change: (input: T) => Promise<unknown>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => queryClient.invalidateQueries({ queryKey: importKey(importId) }),
  })
}

type RowChange = { rowNumber: number } & SentBodyOf<Api['changeImportRow']>

export const useChangeRow = (importId: string) =>
  useImportChange(importId, ({ rowNumber, ...body }: RowChange) =>
    callApi('changeImportRow', { params: { importId, rowNumber }, body }),
  )

export const useTickRows = (importId: string) =>
  useImportChange(importId, (body: SentBodyOf<Api['tickImportRows']>) =>
    callApi('tickImportRows', { params: { importId }, body }),
  )

export const useConfirmImport = (importId: string) =>
  useImportChange(importId, ({ round, ticked }: Pick<InvitationImport, 'round' | 'ticked'>) =>
    callApi('confirmImport', { params: { importId }, body: { round, ticked } }),
  )

export const useUndoImport = (importId: string) =>
  useImportChange(importId, () => callApi('undoImport', { params: { importId } }))

export function useForgetImport() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (importId: string) => callApi('deleteInvitationImport', { params: { importId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: importsKey }),
  })
}

export const getResult = (importId: string) => callApi('getImportResult', { params: { importId } })
