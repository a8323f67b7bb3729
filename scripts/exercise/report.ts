import type { ProofFacts, RunFacts } from './facts.ts'
import { describeFinding, type Finding } from './finding.ts'
import { listPoints } from './judge-texts.ts'
import type { Exercise } from './read-exercise.ts'

export interface Proof {
  folder: string
  exercise: Exercise
  /** Null where only the texts were looked at. */
  facts: ProofFacts | null
  findings: Finding[]
}

/** The whole proof as a person reads it. */
export function describeProof({ folder, exercise, facts, findings }: Proof): string[] {
  const { manifest, instructions, mutants } = exercise
  const optional = manifest.checks.filter((check) => check.optional).length
  const points = listPoints(instructions).length
  const isFine = (...places: string[]) =>
    findings.every(({ file }) => !places.some((place) => file.startsWith(place)))
  const lines = [
    '',
    `${manifest.title} ${manifest.version}: ${manifest.language}, ${manifest.durationMinutes} minutes`,
    '',
    row(
      isFine('exercise.yml', 'overview.md', 'instructions.md', 'probes'),
      'texts',
      `${manifest.criteria.length} criteria, ${points} points, ${manifest.checks.length} checks (${optional} optional), ${mutants.length} mutants`,
    ),
  ]
  if (facts !== null) lines.push(...describeFacts(facts, exercise, isFine))
  if (findings.length === 0) return [...lines, '', '✓ The exercise proves itself.']
  const wrong = findings.map((finding) => `  ✗ ${describeFinding(folder, finding)}`)
  return [...lines, '', findings.length === 1 ? 'To mend:' : `To mend (${findings.length}):`, '', ...wrong]
}

function describeFacts(
  { starter, solution, mutants }: ProofFacts,
  exercise: Exercise,
  isFine: (place: string) => boolean,
): string[] {
  const count = exercise.manifest.checks.length
  const passes = solution.graded.filter((run) => run.verdict === 'passed' && run.failed.length === 0).length
  const { medianMs, longestMs } = timesOf(solution.graded)
  const lines = [
    row(
      isFine('starter'),
      'starter',
      `${describeTests(starter.visible)}; ${starter.graded.failed.length} of ${count} checks fail`,
    ),
    row(
      isFine('solution'),
      'solution',
      `${describeTests(solution.visible)}; ${passes} of ${solution.graded.length} grades pass every check`,
    ),
    row(true, 'time', `a full grade takes ${seconds(medianMs)} (median), ${seconds(longestMs)} (longest)`),
  ]
  if (mutants.length === 0) {
    return [...lines, row(false, 'mutants', 'not tried')]
  }
  const width = Math.max(...mutants.map(({ name }) => name.length))
  const tried = mutants.map(({ name, graded }) => {
    const caught = graded.failed.length === 0 ? 'caught by nothing' : `caught by ${graded.failed.join(', ')}`
    return row(isFine(`mutants/${name}/`) && isFine(`mutants/${name}`), `  ${name.padEnd(width)}`, caught)
  })
  return [
    ...lines,
    row(isFine('mutants/'), 'mutants', `${mutants.length} of ${exercise.mutants.length} tried`),
    ...tried,
  ]
}

function row(isFine: boolean, name: string, text: string): string {
  return `${isFine ? '✓' : '✗'} ${name.padEnd(10)} ${text}`
}

function describeTests({ verdict, tests }: RunFacts): string {
  const total = tests.passed + tests.failed
  return total === 0 ? `visible tests: ${verdict}` : `${tests.passed} of ${total} visible tests pass`
}

function timesOf(runs: readonly RunFacts[]): { medianMs: number; longestMs: number } {
  const sorted = runs.map((run) => run.durationMs).toSorted((a, b) => a - b)
  return { medianMs: sorted[Math.floor((sorted.length - 1) / 2)] ?? 0, longestMs: sorted.at(-1) ?? 0 }
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}

/** The same as data, for whoever reads it by machine. */
export function proofAsData({ exercise, facts, findings }: Proof) {
  const brief = ({ verdict, cause, failed, tests, durationMs }: RunFacts) => {
    return { verdict, cause, failed, tests, durationMs: Math.round(durationMs) }
  }
  const { id, version, language, checks } = exercise.manifest
  return {
    exercise: { id, version, language, checks: checks.map((check) => check.id) },
    isProven: facts !== null && findings.length === 0,
    findings,
    starter: facts && { visible: brief(facts.starter.visible), graded: brief(facts.starter.graded) },
    solution: facts && { visible: brief(facts.solution.visible), graded: facts.solution.graded.map(brief) },
    fullGrade: facts && timesOf(facts.solution.graded),
    mutants: facts?.mutants.map(({ name, graded }) => ({ name, ...brief(graded) })) ?? [],
  }
}
