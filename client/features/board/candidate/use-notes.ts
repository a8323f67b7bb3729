import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Api } from '#contracts/api.ts'
import type { ResponseOf } from '#contracts/route.ts'
import { callApi } from '../../../lib/api/call-api.ts'
import { boardKey } from '../api.ts'

// Under the board's key and ending in the id, so that what is announced of the invitation refreshes it.
const notesKey = (invitationId: string) => [...boardKey, 'notes', invitationId] as const

export function useNotes(invitationId: string) {
  return useQuery({
    queryKey: notesKey(invitationId),
    queryFn: ({ signal }) => callApi('listCandidateNotes', { params: { invitationId }, signal }),
    refetchInterval: 60_000,
  })
}

/** Every change answers all notes. */
function useNoteChange<T>(
  invitationId: string,
  change: (input: T) => Promise<ResponseOf<Api['listCandidateNotes']>>,
) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: (notes) => queryClient.setQueryData(notesKey(invitationId), notes),
    onError: () => queryClient.invalidateQueries({ queryKey: notesKey(invitationId) }),
  })
}

export const useWriteNote = (invitationId: string) =>
  useNoteChange(invitationId, (words: string) =>
    callApi('writeCandidateNote', { params: { invitationId }, body: { words } }),
  )

export const useEditNote = (invitationId: string, noteId: string) =>
  useNoteChange(invitationId, (words: string) =>
    callApi('editCandidateNote', { params: { invitationId, noteId }, body: { words } }),
  )

export const useDeleteNote = (invitationId: string, noteId: string) =>
  useNoteChange(invitationId, () => callApi('deleteCandidateNote', { params: { invitationId, noteId } }))
