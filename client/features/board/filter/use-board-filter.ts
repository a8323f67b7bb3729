import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { boardFilterSchema, type BoardFilter } from '#contracts/api/board/board.ts'

export interface BoardPlace {
  filter: BoardFilter
  /** From 1. */
  page: number
}

const keys = boardFilterSchema.keyof().options

/** What stands in the address, so that a view can be kept as a bookmark, sent to a colleague and gone back to. */
export function useBoardPlace() {
  const [params, setParams] = useSearchParams()
  const text = params.toString()
  const place = useMemo(() => readPlace(new URLSearchParams(text)), [text])
  const go = (next: BoardPlace, options: { replace?: boolean } = {}) =>
    setParams(writePlace(next), { replace: options.replace ?? false })
  return {
    ...place,
    /** The same object until the address changes. */
    place,
    /** Another filter begins at its first page. */
    narrow: (change: Partial<BoardFilter>, options?: { replace?: boolean }) =>
      go({ filter: { ...place.filter, ...change }, page: 1 }, options),
    turnTo: (page: number) => go({ ...place, page }),
    go,
    /** Not a page to go back to. */
    open: (next: BoardPlace) => go(next, { replace: true }),
    clear: () => go({ filter: {}, page: 1 }),
  }
}

/** What cannot be read is left out, one part by itself: an old or mistyped address still opens the board. */
export function readPlace(params: URLSearchParams): BoardPlace {
  const read: Record<string, string> = {}
  for (const key of keys) {
    const value = params.get(key)
    if (value === null || value === '') continue
    if (boardFilterSchema.shape[key].safeParse(value).success) read[key] = value
  }
  const page = Number(params.get('page') ?? '1')
  return {
    filter: boardFilterSchema.parse(read),
    page: Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1,
  }
}

export function writePlace({ filter, page }: BoardPlace): URLSearchParams {
  const params = new URLSearchParams()
  for (const key of keys) {
    const value = filter[key]
    if (value !== undefined && value !== '') params.set(key, value)
  }
  if (page > 1) params.set('page', String(page))
  return params
}

export const isNarrowed = ({ stage, positionId, q, attention }: BoardFilter): boolean =>
  [stage, positionId, q, attention].some((part) => part !== undefined && part !== '')
