import type { Position } from '#contracts/api/positions.ts'

/** Of the pool, who may be given the exercise; whoever is inviting reviews nothing of the position. */
export function eligibleReviewers(
  position: Pick<Position, 'reviewers'>,
  { exerciseId, inviterId }: { exerciseId: string; inviterId: string | null },
): number {
  return position.reviewers.filter(
    ({ id, exerciseIds }) =>
      id !== inviterId && (exerciseIds.length === 0 || exerciseIds.includes(exerciseId)),
  ).length
}
