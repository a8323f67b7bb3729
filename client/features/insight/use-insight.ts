import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { insightFilterSchema, type InsightFilter, type InsightTable } from '#contracts/api/board/insight.ts'
import { callApi } from '../../lib/api/call-api.ts'
import { offerFile } from '../../lib/offer-file.ts'

type Asked = { [K in keyof InsightFilter]?: string | undefined }

const keys = insightFilterSchema.keyof().options

/** What stands in the address; a part that cannot be read is left out. */
export function useInsightFilter() {
  const [params, setParams] = useSearchParams()
  const text = params.toString()
  const filter = useMemo(() => readFilter(new URLSearchParams(text)), [text])
  const narrow = (change: Asked) => {
    const next = new URLSearchParams()
    for (const [key, value] of Object.entries({ ...filter, ...change }))
      if (value !== undefined && value !== '') next.set(key, value)
    setParams(next)
  }
  return { filter, narrow }
}

function readFilter(params: URLSearchParams): Asked {
  const read: Asked = {}
  for (const key of keys) {
    const value = params.get(key)
    if (value !== null && insightFilterSchema.shape[key].safeParse(value).success) read[key] = value
  }
  return read.positionId === undefined ? { ...read, cohort: undefined } : read
}

export type InsightAsked = Asked

export function useInsight(filter: Asked) {
  return useQuery({
    queryKey: ['insight', filter],
    queryFn: ({ signal }) => callApi('getInsight', { query: filter, signal }),
    placeholderData: keepPreviousData,
  })
}

export function useInsightFile(filter: Asked) {
  return useMutation({
    mutationFn: (table: InsightTable) => callApi('getInsightFile', { params: { table }, query: filter }),
    onSuccess: ({ fileName, content }) => offerFile(fileName, content, 'text/csv;charset=utf-8'),
  })
}
