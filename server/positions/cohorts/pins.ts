/** A version of an exercise that candidates of a cohort take. */
export interface Pin {
  exerciseId: string
  /** Of the version's row. */
  versionId: string
  version: string
}

/**
 * What the next cohort takes. An exercise that stays keeps its version unless `newest` is asked for; one that has no loaded version and
 * was not pinned has no pin, and nobody can be invited to it.
 */
export function nextPins(
  exerciseIds: readonly string[],
  { pinned, loaded, newest }: { pinned: readonly Pin[]; loaded: readonly Pin[]; newest: boolean },
): Pin[] {
  const [first, second] = newest ? [loaded, pinned] : [pinned, loaded]
  return [...new Set(exerciseIds)].flatMap((id) => {
    const isOfIt = (pin: Pin) => pin.exerciseId === id
    return first.find(isOfIt) ?? second.find(isOfIt) ?? []
  })
}

/** Whether both allow the same exercises, in whatever order. */
export function sameExercises(one: readonly string[], other: readonly string[]): boolean {
  const ones = new Set(one)
  const others = new Set(other)
  return ones.size === others.size && [...ones].every((id) => others.has(id))
}

/** Whether a cohort opened with `next` would give out anything that the one with `pinned` does not. */
export const differs = (pinned: readonly Pin[], next: readonly Pin[]): boolean =>
  pinned.length !== next.length ||
  next.some((pin) => !pinned.some(({ versionId }) => versionId === pin.versionId))
