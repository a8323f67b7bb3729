import type { ProofFacts, RunFacts } from './facts.ts'
import type { Finding } from '../finding.ts'
import type { Exercise, Mutant } from '../reading/read-exercise.ts'

/** What the judging needs of an exercise beside what was seen of it. */
export type Declared = Pick<Exercise, 'manifest' | 'lineOf'> & { mutants: readonly Omit<Mutant, 'files'>[] }

/** A grade may take this share of its time limit on the author's machine, so that a busier one still has room. */
const allowedShare = 0.5

/** Whether what was seen proves the exercise. Pure: an empty list is the proof. */
export function judgeProof(declared: Declared, facts: ProofFacts): Finding[] {
  return [
    ...judgeStarter(declared, facts.starter),
    ...judgeSolution(declared, facts.solution),
    ...facts.mutants.flatMap((mutant) => judgeMutant(declared, mutant)),
    ...judgeTime(declared, facts.solution.graded),
  ]
}

function judgeStarter({ manifest, lineOf }: Declared, { visible, graded }: ProofFacts['starter']): Finding[] {
  const broken = [judgePlatform('starter', visible), judgePlatform('starter', graded)].flat()
  if (broken.length > 0) return broken
  const findings: Finding[] = []
  const at = { file: 'starter', line: null }
  if (visible.verdict !== 'failed' && visible.verdict !== 'passed') {
    const what = `the visible tests of the starter end as ${visible.verdict}: ${visible.cause}${quote(visible)}`
    findings.push({ ...at, what, remedy: 'The starter must compile, and its tests must run to their end.' })
  }
  if (graded.verdict === 'compile_error') {
    findings.push({
      ...at,
      what: `the starter does not compile${quote(graded)}`,
      remedy: 'Mend the starter.',
    })
  }
  const failed = new Set(graded.failed)
  manifest.criteria.forEach(({ id, title }, index) => {
    const checks = manifest.checks.filter((check) => check.criterion === id && !check.optional)
    if (checks.length === 0 || checks.some((check) => failed.has(check.id))) return
    findings.push({
      file: 'exercise.yml',
      line: lineOf(['criteria', index]),
      what: `the untouched starter passes every check of the criterion "${title}"`,
      remedy: 'Take more out of the starter, or check something that has to be written.',
    })
  })
  return findings
}

function judgeSolution(declared: Declared, { visible, graded }: ProofFacts['solution']): Finding[] {
  const findings: Finding[] = judgePlatform('solution', visible)
  const at = { file: 'solution', line: null }
  if (visible.verdict !== 'passed' && visible.verdict !== 'platform_error') {
    const what = `the visible tests of the solution end as ${visible.verdict}: ${visible.cause}${quote(visible)}`
    findings.push({ ...at, what, remedy: 'Mend the solution or the tests until they agree.' })
  }
  const bad = graded.filter((run) => run.verdict !== 'passed' || run.failed.length > 0)
  const [first] = bad
  if (first !== undefined) {
    const what = `${bad.length} of ${graded.length} grades of the solution did not pass everything. The first: ${first.cause}${quoteFailures(first)}`
    const remedy =
      bad.length === graded.length
        ? 'Mend the solution, or the checks that ask something else of it than the instructions do.'
        : 'It passes at times: a check depends on luck. Let it wait for events instead of time, or leave more room.'
    findings.push({ ...at, what, remedy })
  }
  return [...findings, ...judgeTitles(declared, graded[0])]
}

/** Reviewers see the title that the probe gives, candidates the declared one. */
function judgeTitles({ manifest, lineOf }: Declared, run: RunFacts | undefined): Finding[] {
  return manifest.checks.flatMap(({ id, title }, index) => {
    const card = run?.cards.find(({ checkId }) => checkId === id)
    if (card === undefined || card.title === title) return []
    return {
      file: 'exercise.yml',
      line: lineOf(['checks', index]),
      what: `the check "${id}" is called "${title}" here, and "${card.title}" in its probe`,
      remedy: 'Give it one title.',
    }
  })
}

function judgeMutant({ mutants }: Declared, { name, graded }: ProofFacts['mutants'][number]): Finding[] {
  const mutant = mutants.find((known) => known.name === name)
  const broken = judgePlatform(`mutants/${name}/mutant.yml`, graded)
  if (mutant === undefined || broken.length > 0) return broken
  const at = { file: `mutants/${name}/mutant.yml`, line: mutant.line }
  if (graded.verdict === 'compile_error') {
    const what = `the mutant does not compile${quote(graded)}`
    return [
      { ...at, line: null, what, remedy: 'A mutant must be a program that somebody could submit. Mend it.' },
    ]
  }
  const failed = new Set(graded.failed)
  const missed = mutant.mustFail.filter((id) => !failed.has(id))
  const expected = [...mutant.mustFail, ...mutant.mayAlsoFail]
  const unrelated = graded.failed.filter((id) => !expected.includes(id))
  const findings: Finding[] = []
  if (missed.length > 0) {
    const what = `not caught by ${missed.join(', ')}`
    const remedy = 'Sharpen the check, or name the check that this mistake really belongs to.'
    findings.push({ ...at, what, remedy })
  }
  if (unrelated.length > 0) {
    const what = `also fails ${unrelated.join(', ')}, which it does not name${quoteFailures(graded, unrelated)}`
    const remedy =
      'Let the check look at its own point only, or add it to mayAlsoFail if it stands on the same ground.'
    findings.push({ ...at, what, remedy })
  }
  return findings
}

function judgeTime({ manifest, lineOf }: Declared, graded: readonly RunFacts[]): Finding[] {
  const longestMs = Math.max(0, ...graded.map((run) => run.durationMs))
  const limitMs = manifest.limits.graded.wallMs
  if (longestMs <= limitMs * allowedShare) return []
  const what = `a full grade took ${Math.round(longestMs / 1_000)} s of the ${limitMs / 1_000} s that are allowed`
  const remedy = 'Make the checks quicker, or the limit larger: a busy machine needs twice the time.'
  return [{ file: 'exercise.yml', line: lineOf(['limits', 'graded', 'wallMs']), what, remedy }]
}

function judgePlatform(file: string, run: RunFacts): Finding[] {
  if (run.verdict !== 'platform_error') return []
  const what = `no verdict came about: ${run.cause}${quote(run)}`
  return [
    {
      file,
      line: null,
      what,
      remedy: 'Usually a probe is broken, or probes/checks.ts and exercise.yml name different checks.',
    },
  ]
}

function quoteFailures(run: RunFacts, only: readonly string[] = run.failed): string {
  const seen = run.cards.filter((card) => !card.passed && only.includes(card.checkId))
  return seen.map((card) => `\n      ${card.checkId}: ${card.seen}`).join('')
}

function quote({ printed }: RunFacts): string {
  return printed === '' ? '' : `\n${printed.replaceAll(/^/gm, '      ')}`
}
