import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { callApi } from '../../lib/api/call-api.ts'

const outboxKey = ['outbox'] as const

/** Page after page; new mails come to the top by themselves. */
export function useOutbox() {
  return useInfiniteQuery({
    queryKey: outboxKey,
    queryFn: ({ signal, pageParam }) =>
      callApi('listOutbox', { query: pageParam === null ? {} : { after: pageParam }, signal }),
    initialPageParam: firstPage,
    getNextPageParam: ({ next }) => next,
    refetchInterval: 15_000,
  })
}

const firstPage: string | null = null

/** Each reading is recorded, so that it is asked for once. */
export function useOutboxMail(mailId: string) {
  return useQuery({
    queryKey: [...outboxKey, mailId],
    queryFn: ({ signal }) => callApi('getOutboxMail', { params: { mailId }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
}
