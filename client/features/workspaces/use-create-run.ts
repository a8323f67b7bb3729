import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { TestFilter } from '#contracts/runs.ts'
import { callApi } from '../../lib/call-api.ts'
import type { SaveEngine } from '../../sync/autosave/save-engine.ts'
import { UnsavedError } from './bar/unsaved-error.ts'

/** Saves what is on the screen, then asks for a run of exactly that: of all its tests, or of some. */
export function useCreateRun(attemptId: string, engine: SaveEngine) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (only?: TestFilter) => {
      if (!(await engine.flush())) throw new UnsavedError()
      return callApi('createRun', { params: { attemptId }, body: { only } })
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['runs', attemptId] }),
  })
}
