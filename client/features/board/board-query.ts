import { keepPreviousData, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Api } from '#contracts/api.ts'
import { boardLimits, type BoardFilter, type BoardRow } from '#contracts/api/board/board.ts'
import type { ResponseOf } from '#contracts/route.ts'
import { callApi } from '../../lib/api/call-api.ts'
import { gathered } from '../../lib/live/gathered.ts'
import { gatheredRefresh } from '../../lib/live/gathered-refresh.ts'
import type { LiveSocket } from '../../lib/live/live-socket.ts'
import { useLiveSocket } from '../../lib/live/live-socket-context.ts'
import { boardKey } from './api.ts'
import { isNarrowed, type BoardPlace } from './filter/use-board-filter.ts'
import { patchRows } from './patch-rows.ts'

type BoardView = ResponseOf<Api['listInvitations']>

const everyMs = 60_000
const countEveryMs = 5_000
const gatherMs = 1_000

const pageKey = (place: BoardPlace) => [...boardKey, 'page', place] as const
const countsKey = (filter: BoardFilter) => [...boardKey, 'counts', { ...filter, stage: undefined }] as const

/** A page of the board, which follows what is announced: each change costs the row that changed, and nothing else. */
export function useBoard(place: BoardPlace) {
  const elsewhere = useLiveRows(place)
  const query = useQuery({
    queryKey: pageKey(place),
    queryFn: ({ signal }) =>
      callApi('listInvitations', { query: { ...place.filter, page: place.page }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: everyMs,
  })
  const reload = async () => {
    await query.refetch()
    elsewhere.reset()
  }
  return { ...query, elsewhere: elsewhere.count, reload }
}

export function useCounts(filter: BoardFilter) {
  const query = useQuery({
    queryKey: countsKey(filter),
    queryFn: ({ signal }) => callApi('countInvitations', { query: { ...filter, stage: undefined }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: everyMs,
  })
  return query.data?.counts
}

/** Which invitations changed that this page does not show; forgotten when the page is another. */
function useLiveRows(place: BoardPlace) {
  const socket = useLiveSocket()
  const queryClient = useQueryClient()
  const [elsewhere, setElsewhere] = useState<{ place: BoardPlace; ids: ReadonlySet<string> } | null>(null)
  useEffect(
    () =>
      followBoard({ queryClient, socket, place }, (ids) =>
        setElsewhere((so) => ({ place, ids: new Set([...(so?.place === place ? so.ids : []), ...ids]) })),
      ),
    [place, queryClient, socket],
  )
  return {
    count: elsewhere?.place === place ? elsewhere.ids.size : 0,
    reset: () => setElsewhere(null),
  }
}

interface Followed {
  queryClient: QueryClient
  socket: LiveSocket
  place: BoardPlace
}

function followBoard(
  { queryClient, socket, place }: Followed,
  onElsewhere: (ids: string[]) => void,
): () => void {
  const changed = new Set<string>()
  const rows = gathered(async () => {
    const ids = [...changed]
    changed.clear()
    const others = await loadRows(queryClient, place, ids)
    if (others.length > 0) onElsewhere(others)
  }, gatherMs)
  const counts = gatheredRefresh(queryClient, [countsKey(place.filter)], countEveryMs)
  const page = gatheredRefresh(queryClient, [pageKey(place)])
  const stops = [
    rows.stop,
    counts.stop,
    page.stop,
    socket.watchList('board'),
    // What was announced while there was no line was missed.
    socket.onConnect(page.ask),
    socket.listen('board-changed', ({ invitationId }) => {
      changed.add(invitationId)
      rows.ask()
      counts.ask()
      void queryClient.invalidateQueries({ predicate: ({ queryKey }) => isOf(queryKey, invitationId) })
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

const isOf = (queryKey: readonly unknown[], invitationId: string) =>
  queryKey[0] === boardKey[0] && queryKey.at(-1) === invitationId

/** Asks for the changed rows that the page shows or may have to show, and answers the ids of the others. */
async function loadRows(
  queryClient: QueryClient,
  place: BoardPlace,
  ids: readonly string[],
): Promise<string[]> {
  const key = pageKey(place)
  const shown = queryClient.getQueryData<BoardView>(key)
  if (shown === undefined) return []
  const isShown = new Set(shown.invitations.map(({ id }) => id))
  const mayEnter = place.page === 1 && !isNarrowed(place.filter) && place.filter.sort === undefined
  const wanted = mayEnter ? ids : ids.filter((id) => isShown.has(id))
  const loaded: BoardRow[] = []
  for (let at = 0; at < wanted.length; at += boardLimits.askedRows) {
    const some = wanted.slice(at, at + boardLimits.askedRows)
    loaded.push(...(await callApi('listBoardRows', { query: { ids: some.join(',') } })).invitations)
  }
  const entered = new Set<string>()
  queryClient.setQueryData<BoardView>(key, (view) => {
    if (view === undefined) return view
    const patched = patchRows(view, loaded, { mayEnter })
    for (const row of patched.invitations) entered.add(row.id)
    return patched
  })
  return ids.filter((id) => !entered.has(id))
}
