import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ErasureKind } from '#contracts/api/privacy.ts'
import { callApi } from '../../../../lib/api/call-api.ts'
import { bytesOfBase64 } from '../../../../lib/base64.ts'
import { offerFile } from '../../../../lib/offer-file.ts'

export function useCandidateData(invitationId: string) {
  return useQuery({
    queryKey: ['candidate-data', invitationId],
    queryFn: ({ signal }) => callApi('getCandidateData', { params: { invitationId }, signal }),
  })
}

export function useExportCandidate(invitationId: string) {
  return useMutation({
    mutationFn: async () => {
      const { fileName, zipBase64 } = await callApi('exportCandidateData', { params: { invitationId } })
      offerFile(fileName, bytesOfBase64(zipBase64), 'application/zip')
    },
  })
}

export function useErasure(invitationId: string, onDone: () => void) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: { kind: ErasureKind; candidateName: string }) =>
      callApi('eraseCandidateData', { params: { invitationId }, body }),
    onSuccess: async () => {
      onDone()
      await queryClient.invalidateQueries()
    },
  })
}
