import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CalendarDraft } from '#contracts/api/calendars.ts'
import { callApi } from '../../../lib/api/call-api.ts'

const calendarsKey = ['calendars'] as const

export function useCalendars() {
  return useQuery({ queryKey: calendarsKey, queryFn: ({ signal }) => callApi('listCalendars', { signal }) })
}

/** Makes a calendar, or writes the one that is named anew. */
export function useWriteCalendar(calendarId: string | null) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (body: CalendarDraft) => {
      if (calendarId === null) await callApi('createCalendar', { body })
      else await callApi('changeCalendar', { params: { calendarId }, body })
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: calendarsKey }),
  })
}

export function useCalendarAction(name: 'makeCalendarDefault' | 'removeCalendar', calendarId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => callApi(name, { params: { calendarId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: calendarsKey }),
  })
}

export function useHolidayRegions() {
  return useQuery({
    queryKey: ['holiday-regions'],
    queryFn: ({ signal }) => callApi('listHolidayRegions', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export interface Proposal {
  country: string
  state: string
  fromYear: number
  untilYear: number
}

/** Public holidays of a place; nothing is stored by asking. */
export function useProposeHolidays() {
  return useMutation({ mutationFn: (query: Proposal) => callApi('proposeHolidays', { query }) })
}
