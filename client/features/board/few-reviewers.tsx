import { Text } from '@mantine/core'
import type { Position } from '#contracts/api/positions.ts'
import { candidateChooses } from '../../lib/positions/exercise-choice.ts'
import { eligibleReviewers } from '../../lib/positions/eligible-reviewers.ts'
import { useMe } from '../../lib/use-me.ts'

const reviewsNeeded = 2

/** Said before the invitation is made, and holds nothing up. */
export function FewReviewers(props: { position: Position | undefined; exerciseId: string | null }) {
  const { position, exerciseId } = props
  const me = useMe().data?.staff ?? null
  if (position === undefined || exerciseId === null) return null
  const asked = exerciseId === candidateChooses ? position.exerciseIds : [exerciseId]
  const eligible = Math.min(
    ...asked.map((id) => eligibleReviewers(position, { exerciseId: id, inviterId: me?.id ?? null })),
  )
  if (eligible >= reviewsNeeded) return null
  return (
    <Text size="sm" c="var(--warn)" role="status">
      {eligible === 0 ? 'Nobody' : 'One person alone'} in the reviewer pool may review{' '}
      {asked.length > 1 ? 'one of these exercises' : 'this exercise'}, and each submission needs two reviews.
      You can invite all the same, and add reviewers later.
    </Text>
  )
}
