import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { callApi } from '../../../lib/call-api.ts'
import { paths } from '../../../lib/paths.ts'
import type { SaveEngine } from '../../../sync/autosave/save-engine.ts'
import { UnsavedError } from './unsaved-error.ts'

/** Saves what is on the screen, then hands exactly that in. */
export function useSubmitAttempt(attemptId: string, engine: SaveEngine) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: async () => {
      if (!(await engine.flush())) throw new UnsavedError()
      return callApi('submitAttempt', { params: { attemptId } })
    },
    onSuccess: async (receipt) => {
      queryClient.setQueryData(['receipt', attemptId], receipt)
      await navigate(paths.receipt(attemptId), { replace: true })
      queryClient.removeQueries({ queryKey: ['attempt', attemptId] })
    },
  })
}
