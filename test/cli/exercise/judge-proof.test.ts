import { describe, expect, test } from 'vitest'
import type { EvidenceCard } from '#contracts/evidence.ts'
import { exerciseManifestSchema } from '#contracts/exercise-manifest.ts'
import type { ProofFacts, RunFacts } from '../../../cli/exercise/judging/facts.ts'
import { judgeProof, type Declared } from '../../../cli/exercise/judging/judge-proof.ts'

const ids = ['one', 'two', 'three', 'four', 'five', 'six']
const limits = { wallMs: 60_000, memoryMiB: 256 }
const manifest = exerciseManifestSchema.parse({
  id: 'demo',
  version: '1.0.0',
  title: 'Demo',
  summary: 'A demo.',
  language: 'go',
  durationMinutes: 30,
  measures: ['something'],
  allowedHelp: ['anything'],
  entryFile: 'main.go',
  criteria: [
    { id: 'first', title: 'First', description: 'The first.' },
    { id: 'second', title: 'Second', description: 'The second.' },
  ],
  checks: ids.map((id, index) => ({
    id,
    title: `Check ${id}`,
    criterion: index < 3 ? 'first' : 'second',
    points: [1],
    optional: id === 'six',
  })),
  rubric: [
    {
      id: 'item',
      title: 'Item',
      criterion: 'first',
      levels: [1, 2, 3, 4].map((score) => ({ score, anchor: 'so' })),
    },
  ],
  limits: { visible: limits, graded: limits },
})
const declared: Declared = {
  manifest,
  lineOf: (path) => 10 + Number(path[1] ?? 0),
  mutants: [{ name: 'weak', title: 'Weak', mustFail: ['one', 'two'], mayAlsoFail: ['three'], line: 2 }],
}

function graded(failed: string[], more: Partial<RunFacts> = {}): RunFacts {
  const cards = ids.map((checkId): EvidenceCard => ({
    checkId,
    title: `Check ${checkId}`,
    expected: 'all well',
    seen: `saw ${checkId}`,
    passed: !failed.includes(checkId),
    durationMs: 5,
    timeline: [],
  }))
  const verdict = failed.some((id) => id !== 'six') ? 'failed' : 'passed'
  const facts = { verdict, cause: 'so', failed, cards, printed: '', durationMs: 9_000 } as const
  return { ...facts, tests: { passed: 0, failed: 0 }, ...more }
}

const visible = (verdict: RunFacts['verdict']): RunFacts => graded([], { verdict, cards: [] })

function proof(changes: {
  starter?: Partial<ProofFacts['starter']>
  solution?: Partial<ProofFacts['solution']>
  weak?: RunFacts
}): ProofFacts {
  return {
    starter: { visible: visible('failed'), graded: graded(ids), ...changes.starter },
    solution: { visible: visible('passed'), graded: [graded([]), graded([])], ...changes.solution },
    mutants: [{ name: 'weak', graded: changes.weak ?? graded(['one', 'two']) }],
  }
}

const broken = graded(ids, { verdict: 'platform_error', cause: 'no card for six', cards: [], printed: 'oh' })

describe('an exercise is proven', () => {
  test.each([
    ['when all is as declared', {}],
    ['when a mutant also fails what it may', { weak: graded(['one', 'two', 'three']) }],
    ['when the starter’s visible tests pass', { starter: { visible: visible('passed') } }],
    [
      'when the starter fails one required check of each criterion',
      { starter: { graded: graded(['one', 'four']) } },
    ],
  ])('%s', (_title, changes) => {
    expect(judgeProof(declared, proof(changes))).toEqual([])
  })
})

describe('an exercise is not proven', () => {
  test.each<[string, Parameters<typeof proof>[0], { file: string; line: number | null; what: RegExp }]>([
    [
      'when its starter does not compile',
      { starter: { visible: visible('compile_error') } },
      { file: 'starter', line: null, what: /visible tests of the starter end as compile_error/ },
    ],
    [
      'when its starter passes a criterion',
      { starter: { graded: graded(['one', 'two', 'three']) } },
      { file: 'exercise.yml', line: 11, what: /passes every check of the criterion "Second"/ },
    ],
    [
      'when only an optional check of a criterion fails on the starter',
      { starter: { graded: graded(['one', 'six']) } },
      { file: 'exercise.yml', line: 11, what: /passes every check of the criterion "Second"/ },
    ],
    [
      'when its solution fails the visible tests',
      { solution: { visible: visible('failed') } },
      { file: 'solution', line: null, what: /visible tests of the solution end as failed/ },
    ],
    [
      'when its solution fails once',
      { solution: { graded: [graded([]), graded(['two'])] } },
      { file: 'solution', line: null, what: /^1 of 2 grades .*\n +two: saw two$/s },
    ],
    [
      'when its solution fails an optional check, though the verdict is passed',
      { solution: { graded: [graded(['six'])] } },
      { file: 'solution', line: null, what: /^1 of 1 grades .*six: saw six/s },
    ],
    [
      'when a mutant is missed',
      { weak: graded(['two']) },
      { file: 'mutants/weak/mutant.yml', line: 2, what: /^not caught by one$/ },
    ],
    [
      'when a mutant fails something unrelated',
      { weak: graded(['one', 'two', 'five']) },
      { file: 'mutants/weak/mutant.yml', line: 2, what: /^also fails five, .*\n +five: saw five$/s },
    ],
    [
      'when a mutant does not compile',
      { weak: graded(ids, { verdict: 'compile_error', cards: [], printed: './main.go:3: undefined: x' }) },
      { file: 'mutants/weak/mutant.yml', line: null, what: /does not compile\n +\.\/main\.go:3/ },
    ],
    [
      'when a probe is broken',
      { starter: { graded: broken }, solution: { graded: [graded([])] } },
      { file: 'starter', line: null, what: /^no verdict came about: no card for six\n +oh$/ },
    ],
    [
      'when a grade takes more than half of its time',
      { solution: { graded: [graded([], { durationMs: 31_000 })] } },
      { file: 'exercise.yml', line: 10, what: /took 31 s of the 60 s/ },
    ],
  ])('%s', (_title, changes, expected) => {
    const findings = judgeProof(
      { ...declared, lineOf: (path) => 10 + (Number(path[1]) || 0) },
      proof(changes),
    )
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ file: expected.file, line: expected.line })
    expect(findings[0]?.what).toMatch(expected.what)
    expect(findings[0]?.remedy).toMatch(/\w+/)
  })

  test('says that a flaw is luck only when some grades passed', () => {
    const remedyFor = (runs: RunFacts[]) =>
      judgeProof(declared, proof({ solution: { graded: runs } }))[0]?.remedy
    expect(remedyFor([graded([]), graded(['two'])])).toMatch(/luck/)
    expect(remedyFor([graded(['two']), graded(['two'])])).not.toMatch(/luck/)
  })

  test('when a probe gives its check another title', () => {
    const renamed = graded([])
    renamed.cards[1] = { ...renamed.cards[1]!, title: 'Something else' }
    const [finding] = judgeProof(declared, proof({ solution: { graded: [renamed] } }))
    expect(finding).toMatchObject({
      file: 'exercise.yml',
      line: 11,
      what: expect.stringMatching('Something else'),
    })
  })
})
