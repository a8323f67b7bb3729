import type { EvidenceCard } from '#contracts/evidence.ts'
import type { RunResult, Verdict } from '#contracts/runs.ts'
import type { Outcome } from '../boxes.ts'

/** What one run showed, as far as it matters for judging an exercise. */
export interface RunFacts {
  verdict: Verdict
  cause: string
  /** The checks that did not pass, in the order in which they ran; all of them where nothing could be checked. */
  failed: string[]
  cards: EvidenceCard[]
  tests: { passed: number; failed: number }
  /** The end of what the program, or a broken probe, printed. */
  printed: string
  durationMs: number
}

export interface MutantFacts {
  name: string
  graded: RunFacts
}

/** Everything that was seen of an exercise; what did not come about because something before it failed is missing. */
export interface ProofFacts {
  starter: { visible: RunFacts; graded: RunFacts }
  solution: { visible: RunFacts; graded: RunFacts[] }
  mutants: MutantFacts[]
}

const printedLength = 1_500

export function factsOf({ outcome, durationMs, complaint }: Outcome, checkIds: readonly string[]): RunFacts {
  if (outcome.kind === 'platform_error') {
    const facts = {
      verdict: 'platform_error' as const,
      cause: outcome.message,
      failed: [...checkIds],
      cards: [],
    }
    return { ...facts, tests: { passed: 0, failed: 0 }, printed: complaint.slice(-printedLength), durationMs }
  }
  const { verdict, cause, evidence, output } = outcome.result
  const passed = new Set(evidence.filter((card) => card.passed).map((card) => card.checkId))
  return {
    verdict,
    cause,
    failed: checkIds.filter((id) => !passed.has(id)),
    cards: evidence,
    tests: countTests(outcome.result),
    printed: `${output}\n${complaint}`.trim().slice(-printedLength),
    durationMs,
  }
}

function countTests({ tests }: RunResult) {
  const count = (status: string) => tests.filter((test) => test.status === status).length
  return { passed: count('passed'), failed: count('failed') }
}
