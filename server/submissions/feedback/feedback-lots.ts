/** So many are shown at a time: one alone could be told apart by when it appears. */
export const feedbackLotSize = 3

interface Reviewed {
  exerciseId: string
  /** When the last review that was needed came in. */
  reviewedAt: Date
}

/** Of each exercise, as many whole lots as there are, in the order in which their reviews were finished. */
export function releasedInLots<T extends Reviewed>(rows: readonly T[], lotSize = feedbackLotSize): T[] {
  const groups = Map.groupBy(rows, (row) => row.exerciseId)
  return [...groups.values()].flatMap((group) => {
    const inOrder = group.toSorted((one, other) => one.reviewedAt.getTime() - other.reviewedAt.getTime())
    return inOrder.slice(0, Math.floor(inOrder.length / lotSize) * lotSize)
  })
}
