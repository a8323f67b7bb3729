import type { EvidenceCard } from '#contracts/evidence.ts'
import type { Limits } from '#contracts/exercise-manifest.ts'
import type { TestCounts, Verdict } from '#contracts/runs.ts'
import { compileErrorExit, type FailedAround, type TestReport } from '../languages/language.ts'
import type { ProberReport } from './prober-frames.ts'
import { cutText } from '../sandbox/output.ts'
import type { BoxEnd } from '../sandbox/sandbox.ts'

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
  if (limit) return withRunning(limit, report.stillRunning ?? [])
  const didNotBuild = end.exitCode !== 0 && report.beforeAll === 'not-built'
  if (end.exitCode === compileErrorExit || report.hasBuildFailure || didNotBuild) return doesNotCompile
  const counts = report.counts ?? countTests(report.tests)
  const around = report.failedAround ?? []
  return judgeFailures(counts, around) ?? judgeEnd(end, report, counts)
}

/** A test failed, or what is around tests that had been run: a hook, or an error after their end. */
function judgeFailures(counts: TestCounts, around: readonly FailedAround[]): Judgement | null {
  const { passed, failed, skipped } = counts
  if (failed > 0) {
    const cause = `${failed} of ${countOf(passed + failed + skipped, 'test')} failed.${besides(around)}`
    return { verdict: 'failed', cause }
  }
  if (!around.some((one) => one.isExplained)) return null
  const before = passed === 0 ? '' : `${sayPassed(passed)}${saySkipped(skipped)} But `
  return { verdict: 'failed', cause: `${before}${sayAround(around)}` }
}

function judgeEnd(end: BoxEnd, report: VisibleFacts['report'], counts: TestCounts): Judgement {
  const { passed, failed, skipped } = counts
  if (end.exitCode !== 0 && report.beforeAll !== 'nothing-found') {
    const bad = judgeBadExit(end.exitCode, passed + failed + skipped)
    return { ...bad, cause: bad.cause + besides(report.failedAround ?? []) }
  }
  if (passed === 0) return { verdict: 'no_tests', cause: 'No test was found or run.' }
  return { verdict: 'passed', cause: `${sayPassed(passed)}${saySkipped(skipped)}` }
}

function besides(around: readonly FailedAround[]): string {
  return around.length === 0 ? '' : ` ${sayAround(around)}`
}

function sayPassed(passed: number): string {
  return passed === 1 ? 'The one test passed.' : `All ${passed} tests passed.`
}

/** What was left out has not passed. */
function saySkipped(skipped: number): string {
  if (skipped === 0) return ''
  return skipped === 1 ? ' One more was skipped.' : ` ${skipped} more were skipped.`
}

function sayAround(around: readonly FailedAround[]): string {
  const [first] = around
  if (first === undefined) return ''
  const others = around.length - 1
  const more = others === 0 ? '' : `. ${others === 1 ? 'One more' : `${others} more`} failed in such a way.`
  return `“${cutText(first.name, 120)}” failed: ${first.headline}${more}`
}

/** At a time limit it is worth knowing what had not ended; a flood or a lack of memory may come from anywhere. */
function withRunning(judgement: Judgement, running: readonly string[]): Judgement {
  if (judgement.verdict !== 'timed_out' || running.length === 0) return judgement
  const more = running.length > 3 ? ` and ${running.length - 3} more` : ''
  const named = running.slice(0, 3).map((name) => cutText(name, 80))
  return { ...judgement, cause: `${judgement.cause} Not ended: ${named.join(', ')}${more}.` }
}

function countTests(tests: TestReport['tests']): TestCounts {
  const count = (status: string) =>
    tests.filter((test) => test.kind === undefined && test.status === status).length
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') }
}

/** What a graded run's two boxes did. `candidateEnd` is null while the program still ran when the prober was done. */
export interface GradedFacts {
  candidateEnd: BoxEnd | null
  proberEnd: BoxEnd
  word: ProberReport
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

function judgeCandidateEnd(end: BoxEnd, word: ProberReport, limits: Limits): Judgement | null {
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
