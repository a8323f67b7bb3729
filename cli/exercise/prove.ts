import { availableParallelism } from 'node:os'
import type { WorkspaceFile } from '#contracts/workspace.ts'
import type { Boxes, RunCall } from './boxes.ts'
import { factsOf, type MutantFacts, type ProofFacts, type RunFacts } from './judging/facts.ts'
import type { Exercise } from './reading/read-exercise.ts'

export interface ProofPlan {
  /** How often the solution is graded. */
  times: number
  /** Which mutants to try; null for all. */
  mutants: readonly string[] | null
  parallel: number
}

/** Told after every run. */
export type Progress = (step: { done: number; total: number; what: string; run: RunFacts }) => void

export function usualParallel(): number {
  return Math.max(1, availableParallelism())
}

/**
 * Runs starter, solution and mutants. A solution that does not pass ends it early: what mutants show then means nothing, and the
 * author has something to mend.
 */
export async function prove(
  { boxes, onProgress }: { boxes: Boxes; onProgress: Progress },
  exercise: Exercise,
  plan: ProofPlan,
): Promise<ProofFacts> {
  const checkIds = exercise.manifest.checks.map((check) => check.id)
  const mutants = exercise.mutants.filter(({ name }) => plan.mutants?.includes(name) ?? true)
  const total = 3 + plan.times + mutants.length
  const slots = openSlots(plan.parallel)
  let done = 0
  const run = (what: string, kind: RunCall['kind'], files: readonly WorkspaceFile[]) =>
    slots(async () => {
      const facts = factsOf(await boxes.run(exercise, { kind, files }), checkIds)
      done += 1
      onProgress({ done, total, what, run: facts })
      return facts
    })
  const grade = (time: number) => run(`solution, grade ${time}`, 'graded', exercise.solution)
  const [starterVisible, solutionVisible, starterGraded, first] = await Promise.all([
    run('starter, visible tests', 'visible', exercise.starter),
    run('solution, visible tests', 'visible', exercise.solution),
    run('starter, grade', 'graded', exercise.starter),
    grade(1),
  ])
  const starter = { visible: starterVisible, graded: starterGraded }
  const isSound = solutionVisible.verdict === 'passed' && first.failed.length === 0
  if (!isSound) return { starter, solution: { visible: solutionVisible, graded: [first] }, mutants: [] }
  const again = Array.from({ length: plan.times - 1 }, (_, index) => grade(index + 2))
  const tried = mutants.map(async ({ name, files }): Promise<MutantFacts> => {
    return { name, graded: await run(`mutant ${name}`, 'graded', files) }
  })
  const [graded, shown] = await Promise.all([Promise.all(again), Promise.all(tried)])
  return { starter, solution: { visible: solutionVisible, graded: [first, ...graded] }, mutants: shown }
}

/** At most so many at once, in the order of asking. */
function openSlots(count: number) {
  const waiting: (() => void)[] = []
  let free = count
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}
