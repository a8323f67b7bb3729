import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Api } from '#contracts/api.ts'
import type { BoardView } from '#contracts/api/board/views.ts'
import type { ResponseOf, SentBodyOf } from '#contracts/route.ts'
import { callApi } from '../../../lib/api/call-api.ts'
import { readPlace, writePlace, type BoardPlace } from '../filter/use-board-filter.ts'

const viewsKey = ['board-views'] as const

export function useViews() {
  return useQuery({
    queryKey: viewsKey,
    queryFn: ({ signal }) => callApi('listBoardViews', { signal }),
    staleTime: 60_000,
  })
}

/** Every change answers all views. */
function useViewChange<T>(change: (input: T) => Promise<ResponseOf<Api['listBoardViews']>>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: (views) => queryClient.setQueryData(viewsKey, views),
    onError: () => queryClient.invalidateQueries({ queryKey: viewsKey }),
  })
}

export const useCreateView = () =>
  useViewChange((body: SentBodyOf<Api['createBoardView']>) => callApi('createBoardView', { body }))

export const useChangeView = (viewId: string) =>
  useViewChange((body: SentBodyOf<Api['changeBoardView']>) =>
    callApi('changeBoardView', { params: { viewId }, body }),
  )

export const useDeleteView = (viewId: string) =>
  useViewChange(() => callApi('deleteBoardView', { params: { viewId } }))

export const useSetDefaultView = () =>
  useViewChange((viewId: string | null) => callApi('setDefaultBoardView', { body: { viewId } }))

/** The part of an address that a view keeps: what is asked for, and not on which page one stands. */
export const queryOf = ({ filter }: Pick<BoardPlace, 'filter'>): string =>
  writePlace({ filter, page: 1 }).toString()

/** Also of a view that an older version wrote: what cannot be read is left out. */
export const readQuery = (query: string): BoardPlace => readPlace(new URLSearchParams(query))

export const isShown = (view: BoardView, place: Pick<BoardPlace, 'filter'>): boolean =>
  queryOf(readQuery(view.query)) === queryOf(place)
