import type { ProofFacts, RunFacts } from './judging/facts.ts'
import { describeFinding, type Finding } from './finding.ts'
import { listPoints } from './judging/judge-texts.ts'
import type { Exercise } from './reading/read-exercise.ts'

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
  if (findings.length === 0) return [...lines, '', `✓ ${praise({ exercise, facts })}`]
  const wrong = findings.map((finding) => `  ✗ ${describeFinding(folder, finding)}`)
  return [...lines, '', findings.length === 1 ? 'To mend:' : `To mend (${findings.length}):`, '', ...wrong]
}

function praise({ exercise, facts }: Pick<Proof, 'exercise' | 'facts'>): string {
  if (isComplete({ exercise, facts })) return 'The exercise proves itself.'
  const rest = facts === null ? 'the boxes were not asked' : 'some mutants were not tried'
  return `Nothing is wrong with what was looked at; ${rest}.`
}

function isComplete({ exercise, facts }: Pick<Proof, 'exercise' | 'facts'>): boolean {
  return facts !== null && facts.mutants.length === exercise.mutants.length
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
    const named = exercise.mutants.find((mutant) => mutant.name === name)?.mustFail ?? []
    return row(isFine(`mutants/${name}/`), `  ${name.padEnd(width)}`, describeCatch(graded, named))
  })
  return [
    ...lines,
    row(isFine('mutants/'), 'mutants', `${mutants.length} of ${exercise.mutants.length} tried`),
    ...tried,
  ]
}

function describeCatch({ failed }: RunFacts, named: readonly string[]): string {
  const caught = failed.filter((id) => named.includes(id))
  const beside = failed.filter((id) => !named.includes(id))
  const also = beside.length === 0 ? '' : `; with it fall ${beside.join(', ')}`
  return `caught by ${caught.length === 0 ? 'nothing that should' : caught.join(', ')}${also}`
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
    isProven: isComplete({ exercise, facts }) && findings.length === 0,
    findings,
    starter: facts && { visible: brief(facts.starter.visible), graded: brief(facts.starter.graded) },
    solution: facts && { visible: brief(facts.solution.visible), graded: facts.solution.graded.map(brief) },
    fullGrade: facts && timesOf(facts.solution.graded),
    mutants: facts?.mutants.map(({ name, graded }) => ({ name, ...brief(graded) })) ?? [],
  }
}
