import type { Pin } from '../../positions/cohorts/pins.ts'

interface Offer {
  allowed: readonly string[]
  /** What the cohort takes. */
  pins: readonly Pin[]
}

interface Settled {
  /** Both null where the candidate chooses. */
  exerciseId: string | null
  exerciseVersionId: string | null
  /** The one, or those that may be chosen. */
  options: readonly Pin[]
}

/** What somebody is invited to: the one that is named, or else the only one there is, or a choice of several. */
export function settleExercise(
  { allowed, pins }: Offer,
  exerciseId: string | null,
): Settled | { refusal: string } {
  const offered = pins.filter((pin) => allowed.includes(pin.exerciseId))
  const [first, second] = offered
  if (exerciseId === null && first !== undefined && second !== undefined)
    return { exerciseId: null, exerciseVersionId: null, options: offered }
  if (exerciseId !== null && !allowed.includes(exerciseId))
    return { refusal: 'this position does not use that exercise; choose one that it allows' }
  const pin = exerciseId === null ? first : offered.find((each) => each.exerciseId === exerciseId)
  if (pin === undefined) return { refusal: 'this exercise is not loaded; see the list of exercises for why' }
  return { exerciseId: pin.exerciseId, exerciseVersionId: pin.versionId, options: [pin] }
}
