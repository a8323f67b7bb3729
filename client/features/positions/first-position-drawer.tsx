import { useExercises } from '../../lib/use-exercises.ts'
import { useMe } from '../../lib/use-me.ts'
import { usePossibleReviewers } from './api.ts'
import { PositionDrawer } from './position-drawer.tsx'

/** A new position that begins with everybody who can review it, and with the exercise where there is but one. */
export function FirstPositionDrawer(props: { onClose: () => void }) {
  const me = useMe().data?.staff ?? null
  const reviewers = usePossibleReviewers()
  const exercises = useExercises()
  if (reviewers.isPending || exercises.isPending) return null
  const loaded = exercises.data?.exercises ?? []
  const suggested = {
    reviewerIds: (reviewers.data?.reviewers ?? []).map(({ id }) => id).filter((id) => id !== me?.id),
    exerciseIds: loaded.length === 1 ? loaded.map(({ id }) => id) : [],
  }
  return (
    <PositionDrawer target={{ kind: 'new', position: null }} suggested={suggested} onClose={props.onClose} />
  )
}
