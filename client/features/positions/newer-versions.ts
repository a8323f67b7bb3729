import type { ExerciseSummary } from '#contracts/api/exercises.ts'
import type { Position } from '#contracts/api/positions.ts'

export interface NewerVersion {
  title: string
  /** Null where the open cohort has none: it was not loaded when the cohort was opened. */
  pinned: string | null
  newest: string
}

/** What the next cohort would give out that the open one does not. */
export function newerVersions(
  position: Pick<Position, 'exerciseIds' | 'cohort'>,
  exercises: readonly Pick<ExerciseSummary, 'id' | 'title' | 'version'>[],
): NewerVersion[] {
  return position.exerciseIds.flatMap((id) => {
    const loaded = exercises.find((exercise) => exercise.id === id)
    const pinned = position.cohort?.exercises.find(({ exerciseId }) => exerciseId === id)?.version ?? null
    if (loaded === undefined || position.cohort === null || loaded.version === pinned) return []
    return [{ title: loaded.title, pinned, newest: loaded.version }]
  })
}
