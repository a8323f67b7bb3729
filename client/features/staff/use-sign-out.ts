import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { callApi } from '../../lib/call-api.ts'
import { paths } from '../../lib/paths.ts'
import { meKey } from '../../lib/use-me.ts'

export function useSignOut() {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => callApi('signOut', {}),
    onSuccess: async () => {
      await navigate(paths.start())
      queryClient.clear()
      await queryClient.invalidateQueries({ queryKey: meKey })
    },
  })
}
