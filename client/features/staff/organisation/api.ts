import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Api } from '#contracts/api.ts'
import type { GuideStep } from '#contracts/api/staff/organisation.ts'
import type { SentBodyOf } from '#contracts/route.ts'
import { callApi } from '../../../lib/api/call-api.ts'
import { guideKey } from '../../../lib/organisation/use-guide.ts'
import { organisationKey } from '../../../lib/organisation/use-organisation.ts'

export type OrganisationChange = SentBodyOf<Api['changeOrganisation']>

/** `onSaved` is part of the change: the form that asked for it is replaced by one with the new state. */
export function useChangeOrganisation(onSaved: () => void) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: OrganisationChange) => callApi('changeOrganisation', { body }),
    onSuccess: async (organisation) => {
      onSaved()
      queryClient.setQueryData(organisationKey, organisation)
      await queryClient.invalidateQueries({ queryKey: guideKey })
    },
  })
}

export function useSkipStep() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ step, isSkipped }: { step: GuideStep; isSkipped: boolean }) =>
      callApi('skipGuideStep', { params: { step }, body: { isSkipped } }),
    onSuccess: (guide) => queryClient.setQueryData(guideKey, guide),
  })
}

export function useDismissGuide() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => callApi('dismissGuide', {}),
    onSuccess: (guide) => queryClient.setQueryData(guideKey, guide),
  })
}
