import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * The files that take longest. Where nothing is known of earlier runs, as on a new machine, vitest would begin with the largest
 * files, and one of these could be the last to begin, with every other place idle until it ends.
 */
const longest = [
  'test/journeys/accessible.test.ts',
  'test/journeys/whole-exercise.test.ts',
  'test/workers/worker-process.test.ts',
  'test/sandbox/verdicts/graded-verdicts.test.ts',
  'test/exercises/typescript-seed-lab.test.ts',
  'test/journeys/nothing-lost/two-windows.test.ts',
  'test/faults/worker-killed.test.ts',
  'test/faults/worker-sick-engine.test.ts',
  'test/journeys/before/before-the-start.test.ts',
  'test/faults/acknowledged.test.ts',
  'test/sandbox/verdicts/which-tests.test.ts',
  'test/sandbox/verdicts/race-card.test.ts',
]

/** Begins with the files that are known to take longest, and goes on as vitest does: by what each took the last time. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLongest = ({ moduleId }: TestSpecification) =>
      longest.some((path) => moduleId.endsWith(`/${path}`))
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))]
  }
}
