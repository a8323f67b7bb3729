import type { exercisesApi, ExerciseProblem } from '#contracts/api/exercises.ts'
import type { Deps } from '../deps.ts'
import type { Handlers } from '../http/call.ts'
import { listExercises } from './store.ts'

/** `problems`: what the load at the start found wrong, shown to staff until the next start. */
export function exerciseRoutes(
  deps: Deps,
  problems: readonly ExerciseProblem[],
): Handlers<typeof exercisesApi> {
  return {
    async listExercises() {
      return { exercises: await listExercises(deps.db), problems: [...problems] }
    },
  }
}
