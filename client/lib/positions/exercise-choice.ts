import type { ExerciseSummary } from '#contracts/api/exercises.ts'
import type { Position } from '#contracts/api/positions.ts'
import { languages } from '#contracts/languages.ts'

/** Stands in a list of exercises for leaving the choice to the candidate. No exercise can have such an id. */
export const candidateChooses = '*'

/** What an invitation for a position starts out with: where there is nothing to choose, it is chosen already. */
export function firstExercise(position: Position | undefined): string | null {
  const [first, second] = position?.exerciseIds ?? []
  return second === undefined ? (first ?? null) : candidateChooses
}

/** What can be asked of the people who are invited for a position, for a list to choose from. */
export function exerciseChoices(position: Position | undefined, loaded: readonly ExerciseSummary[]) {
  const allowed = loaded.filter(({ id }) => position?.exerciseIds.includes(id) === true)
  const each = allowed.map((one) => ({
    value: one.id,
    label: `${one.title} (${languages[one.language].name}, ${one.durationMinutes} min)`,
  }))
  return allowed.length > 1 ? [{ value: candidateChooses, label: 'The candidate chooses' }, ...each] : each
}

export const exerciseAsked = (value: string | null) => (value === candidateChooses ? null : value)
