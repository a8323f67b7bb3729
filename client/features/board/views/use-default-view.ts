import { useEffect, useRef } from 'react'
import type { BoardPlace } from '../filter/use-board-filter.ts'
import { queryOf, readQuery, useViews } from './use-views.ts'

/** A board that is opened without anything asked for opens with the view that its reader has chosen for that, once. */
export function useDefaultView(place: BoardPlace, onOpen: (place: BoardPlace) => void): void {
  const views = useViews()
  const isSettled = useRef(queryOf(place) !== '' || place.page > 1)
  const isBare = queryOf(place) === ''
  useEffect(() => {
    if (isSettled.current || views.data === undefined) return
    isSettled.current = true
    const chosen = views.data.views.find(({ isDefault }) => isDefault)
    if (chosen !== undefined && isBare) onOpen(readQuery(chosen.query))
  }, [views.data, isBare, onOpen])
}
