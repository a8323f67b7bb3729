import type { Verdict } from '#contracts/runs.ts'
import type { StoredSubmission } from './store-submissions.ts'

export interface Graded {
  attemptId: string
  verdict: Verdict
  /** Check id → whether it held. */
  held: Record<string, boolean>
}

export interface Flip {
  what: string
  /** `verdict`, or the id of a check. */
  of: string
  /** What came out, in the order of grading. */
  seen: string[]
}

/** Every submission whose gradings differ among themselves, in the verdict or in a check that it depends on. */
export function findFlips(
  submissions: readonly StoredSubmission[],
  graded: readonly Graded[],
  required: ReadonlyMap<string, readonly string[]>,
): Flip[] {
  return submissions.flatMap(({ attemptId, exerciseId, what }) => {
    const own = graded.filter((grading) => grading.attemptId === attemptId)
    const checks = (required.get(exerciseId) ?? []).map((id) => ({
      of: id,
      seen: own.map(({ held }) =>
        held[id] === undefined ? 'not there' : held[id] ? 'held' : 'did not hold',
      ),
    }))
    return [{ of: 'verdict', seen: own.map(({ verdict }): string => verdict) }, ...checks]
      .filter(({ seen }) => new Set(seen).size > 1)
      .map((flip) => ({ what, ...flip }))
  })
}
