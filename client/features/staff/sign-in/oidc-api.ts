import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { callApi } from '../../../lib/api/call-api.ts'
import { ownAccountKey } from '../api.ts'

export function useSignInWays() {
  return useQuery({
    queryKey: ['sign-in-ways'],
    queryFn: ({ signal }) => callApi('getSignInWays', { signal }),
    staleTime: 300_000,
  })
}

const leaveFor = ({ url }: { url: string }) => window.location.assign(url)

/** Goes to the provider; with the secret of a one-time link, to link the account that comes back. */
export function useBeginOidcSignIn() {
  return useMutation({
    mutationFn: (body: { token?: string; next?: string }) => callApi('beginOidcSignIn', { body }),
    onSuccess: leaveFor,
  })
}

export function useAddIdentity() {
  return useMutation({ mutationFn: () => callApi('addIdentity', {}), onSuccess: leaveFor })
}

export function useRemoveIdentity() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (identityId: string) => callApi('removeIdentity', { params: { identityId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ownAccountKey }),
  })
}
