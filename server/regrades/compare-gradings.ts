import type { ChangedSubmission } from '#contracts/api/regrades.ts'
import type { Verdict } from '#contracts/runs.ts'

/** What of a grading is compared. */
export interface GradingFacts {
  verdict: Verdict
  /** Check id → whether it held. */
  held: Record<string, boolean>
}

type Difference = Pick<ChangedSubmission, 'before' | 'after' | 'flipped'>

/** What came out otherwise than before; null where nothing did. */
export function compareGradings(before: GradingFacts | null, after: GradingFacts): Difference | null {
  const checkIds = [...new Set([...Object.keys(before?.held ?? {}), ...Object.keys(after.held)])]
  const flipped = checkIds
    .map((checkId) => ({
      checkId,
      before: before?.held[checkId] ?? null,
      after: after.held[checkId] ?? null,
    }))
    .filter((check) => check.before !== check.after)
  if (before?.verdict === after.verdict && flipped.length === 0) return null
  return { before: before?.verdict ?? null, after: after.verdict, flipped }
}
