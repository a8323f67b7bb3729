import { useMutation } from '@tanstack/react-query'
import { bytesOfBase64 } from '../../../lib/base64.ts'
import { callApi } from '../../../lib/api/call-api.ts'
import { offerFile } from '../../../lib/offer-file.ts'
import type { SaveEngine } from '../../../sync/autosave/save-engine.ts'
import { UnsavedError } from '../bar/unsaved-error.ts'
import { zipToSend } from './zip-to-send.ts'

interface ZipUse {
  attemptId: string
  engine: SaveEngine
}

/** Saves first: the archive holds what is on the screen. */
export function useDownloadZip({ attemptId, engine }: ZipUse) {
  return useMutation({
    mutationFn: async () => {
      if (!(await engine.flush())) throw new UnsavedError()
      const { fileName, zipBase64 } = await callApi('downloadZip', { params: { attemptId } })
      offerFile(fileName, bytesOfBase64(zipBase64), 'application/zip')
    },
  })
}

/** Says what an archive would change, before anything does. */
export function usePreviewZip({ attemptId, engine }: ZipUse) {
  return useMutation({
    mutationFn: async (file: File) => {
      if (!(await engine.flush())) throw new UnsavedError()
      const { zipBase64, leftOut } = await zipToSend(file)
      const preview = await callApi('previewZip', { params: { attemptId }, body: { zipBase64 } })
      return { ...preview, ignored: [...leftOut, ...preview.ignored], zipBase64, name: file.name }
    },
  })
}

export function useTakeZip(attemptId: string) {
  return useMutation({
    mutationFn: ({
      zipBase64,
      revision,
      keepsOthers,
    }: {
      zipBase64: string
      revision: number
      keepsOthers: boolean
    }) =>
      callApi('takeZip', {
        params: { attemptId },
        body: { clientId: crypto.randomUUID(), zipBase64, expectedRevision: revision, keepsOthers },
      }),
    // The editor's models are opened anew from what is saved now.
    onSuccess: () => window.location.reload(),
  })
}
