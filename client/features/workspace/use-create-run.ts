import { useMutation, useQueryClient } from '@tanstack/react-query'
import { callApi } from '../../lib/call-api.ts'
import type { SaveEngine } from './autosave/save-engine.ts'
import { UnsavedError } from './bar/unsaved-error.ts'

/** Saves what is on the screen, then asks for a run of exactly that. */
export function useCreateRun(attemptId: string, engine: SaveEngine) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      if (!(await engine.flush())) throw new UnsavedError()
      return callApi('createRun', { params: { attemptId } })
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['runs', attemptId] }),
  })
}
