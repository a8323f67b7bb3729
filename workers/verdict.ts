import type { EvidenceCard } from '#contracts/evidence.ts'
import type { Limits } from '#contracts/exercise-manifest.ts'
import type { Verdict } from '#contracts/runs.ts'
import { compileErrorExit, type TestReport } from './languages/language.ts'
import type { ProberWord } from './prober-frames.ts'
import type { BoxEnd } from './sandbox/sandbox.ts'

export interface Judgement {
  verdict: Exclude<Verdict, 'platform_error'>
  cause: string
}

/** What a visible run's box did, and what its test runner told of it. */
export interface VisibleFacts {
  end: BoxEnd
  report: TestReport
  limits: Limits
}

/** A verdict on visible tests is feedback: the runner shares a box with the candidate's code and could be lied to. */
export function judgeVisible({ end, report, limits }: VisibleFacts): Judgement {
  const limit = judgeLimits(end, limits)
  if (limit) return limit
  if (end.exitCode === compileErrorExit || report.hasBuildFailure) return doesNotCompile
  const failed = report.tests.filter((test) => test.status === 'failed').length
  if (failed > 0)
    return { verdict: 'failed', cause: `${failed} of ${countOf(report.tests.length, 'test')} failed.` }
  if (end.exitCode !== 0) return judgeBadExit(end.exitCode, report.tests.length)
  const passed = report.tests.filter((test) => test.status === 'passed').length
  if (passed === 0) return { verdict: 'no_tests', cause: 'No test was found or run.' }
  return { verdict: 'passed', cause: passed === 1 ? 'The one test passed.' : `All ${passed} tests passed.` }
}

/** What a graded run's two boxes did. `candidateEnd` is null while the program still ran when the prober was done. */
export interface GradedFacts {
  candidateEnd: BoxEnd | null
  proberEnd: BoxEnd
  word: ProberWord
  limits: Limits
  /** Checks that may fail without the run failing. */
  optionalCheckIds: readonly string[]
}

/** The prober's own frames decide; a prober that broke is our failure, unless the candidate's end explains it. */
export function judgeGraded(facts: GradedFacts): Judgement | { platformError: string } {
  const { candidateEnd, proberEnd, word, limits } = facts
  const early = candidateEnd && judgeCandidateEnd(candidateEnd, word, limits)
  if (early) return early
  if (proberEnd.endedBy !== 'itself' || proberEnd.isOutOfMemory || proberEnd.exitCode !== 0) {
    return { platformError: `The prober did not finish: ${describeEnd(proberEnd)}.` }
  }
  if (word.fault !== null) return { platformError: `The prober's report is not usable: ${word.fault}.` }
  if (word.neverReady !== null) return { verdict: 'timed_out', cause: word.neverReady }
  return judgeCards(word.cards, facts.optionalCheckIds)
}

/** The required checks decide; what the optional ones saw is told beside it. */
function judgeCards(cards: readonly EvidenceCard[], optionalCheckIds: readonly string[]): Judgement {
  const required = cards.filter((card) => !optionalCheckIds.includes(card.checkId))
  const failed = required.filter((card) => !card.passed).length
  const isAll = required.length === cards.length
  const total = countOf(required.length, isAll ? 'check' : 'required check')
  if (failed > 0)
    return { verdict: 'failed', cause: `${failed} of ${total} did not see the expected behaviour.` }
  const optionalPassed = cards.filter((card) => card.passed).length - required.length
  const beside = isAll
    ? ''
    : ` Of the optional ones, ${optionalPassed} of ${cards.length - required.length} did.`
  return { verdict: 'passed', cause: `All ${total} saw the expected behaviour.${beside}` }
}

function judgeCandidateEnd(end: BoxEnd, word: ProberWord, limits: Limits): Judgement | null {
  const limit = judgeLimits(end, limits)
  if (limit) return limit
  if (end.endedBy === 'stopped') return null
  if (end.exitCode === compileErrorExit && !word.isReady) return doesNotCompile
  const moment = word.isReady ? 'while it was being checked' : 'before it listened on its port'
  return { verdict: 'crashed', cause: `The program ended ${moment} (${describeExit(end.exitCode)}).` }
}

/** Memory comes first: the kernel may kill one process of a box and leave the one whose exit code we see. */
function judgeLimits(end: BoxEnd, limits: Limits): Judgement | null {
  if (end.isOutOfMemory) {
    return {
      verdict: 'memory_exceeded',
      cause: `More memory was needed than the limit of ${limits.memoryMiB} MiB.`,
    }
  }
  if (end.endedBy === 'wall') {
    return { verdict: 'timed_out', cause: `Still running at the time limit of ${limits.wallMs / 1_000} s.` }
  }
  if (end.endedBy === 'output') {
    return {
      verdict: 'output_exceeded',
      cause: `More was printed than the limit of ${limits.outputKiB} KiB.`,
    }
  }
  return null
}

const doesNotCompile: Judgement = {
  verdict: 'compile_error',
  cause: 'The code does not compile; the output says where.',
}

function judgeBadExit(exitCode: number, testCount: number): Judgement {
  const before = testCount === 0 ? 'before any test had finished' : `after ${countOf(testCount, 'test')}`
  return { verdict: 'crashed', cause: `The tests ended ${before} (${describeExit(exitCode)}).` }
}

function describeExit(exitCode: number): string {
  return exitCode > 128 && exitCode < 160 ? `killed by signal ${exitCode - 128}` : `exit code ${exitCode}`
}

function describeEnd(end: BoxEnd): string {
  if (end.isOutOfMemory) return 'out of memory'
  return end.endedBy === 'itself' ? describeExit(end.exitCode) : `ended by ${end.endedBy}`
}

function countOf(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`
}
