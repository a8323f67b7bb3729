import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { callApi } from '../../lib/api/call-api.ts'
import { offerFile } from '../../lib/offer-file.ts'
import { filterOf, type AuditPlace } from './use-audit-filter.ts'

export function useAudit(place: AuditPlace, before: number | null) {
  return useQuery({
    queryKey: ['audit', place, before],
    queryFn: ({ signal }) =>
      callApi('listAudit', { query: { ...filterOf(place), ...(before !== null && { before }) }, signal }),
    placeholderData: keepPreviousData,
  })
}

export function useColleagues() {
  return useQuery({ queryKey: ['staff'], queryFn: ({ signal }) => callApi('listStaff', { signal }) })
}

export function useExportAudit() {
  return useMutation({
    mutationFn: (place: AuditPlace) => callApi('exportAudit', { query: filterOf(place) }),
    onSuccess: ({ fileName, content }) => offerFile(fileName, content, 'text/csv;charset=utf-8'),
  })
}
