import { useMutation } from '@tanstack/react-query'
import { bytesOfBase64 } from '../base64.ts'
import { offerFile } from '../offer-file.ts'
import { callApi } from './call-api.ts'

/** Hands a candidate everything that is stored about them, as a download. */
export function useExportMyData(invitationId: string) {
  return useMutation({
    mutationFn: async () => {
      const { fileName, zipBase64 } = await callApi('exportMyData', { params: { invitationId } })
      offerFile(fileName, bytesOfBase64(zipBase64), 'application/zip')
    },
  })
}
