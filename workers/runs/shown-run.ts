import type { ClaimedRun } from '#contracts/api/worker.ts'
import { causeLength, type RunResult } from '#contracts/runs.ts'
import type { RunWatch } from './execution.ts'
import type { LanguageKit, ReportReader } from '../languages/language.ts'
import { StartReport } from '../languages/typescript/try-start.ts'
import { cutText, LineSplitter, OutputKeeper, StreamDecoders } from '../sandbox/output.ts'
import type { BoxEnd } from '../sandbox/sandbox.ts'
import { judgeVisible, type Judgement } from './verdict.ts'

const kibibyte = 1024
/** A machine-readable report is longer than the text that it carries; beyond this factor it is a flood all the same. */
const rawPerShown = 16

interface ShownDeps {
  limits: ClaimedRun['limits']
  watch: Pick<RunWatch, 'onOutput' | 'onPhase'>
  /** Called when more was printed than anybody may. */
  stopFlood: () => void
}

export const triesStart = (run: ClaimedRun) => run.hasProgram === true && run.only === undefined

/** What a visible run prints, as a person is shown it, and what its runner tells in it. */
export class ShownRun {
  readonly #reader: ReportReader
  readonly #deps: ShownDeps
  readonly #output: OutputKeeper
  readonly #stdout: LineSplitter
  readonly #stderr = new StreamDecoders()
  readonly #rawLimitBytes: number
  readonly #kit: LanguageKit
  readonly #start = new StartReport()
  #rawBytes = 0

  constructor(kit: LanguageKit, deps: ShownDeps) {
    const limitBytes = deps.limits.outputKiB * kibibyte
    this.#kit = kit
    this.#reader = kit.openReport()
    this.#deps = deps
    this.#rawLimitBytes = limitBytes * rawPerShown
    this.#output = new OutputKeeper(limitBytes, deps.stopFlood)
    this.#stdout = new LineSplitter((line) => this.#takeLine(line))
  }

  take(stream: 'stdout' | 'stderr', chunk: Buffer): void {
    this.#rawBytes += chunk.length
    if (this.#rawBytes > this.#rawLimitBytes) this.#deps.stopFlood()
    if (this.#output.isTruncated) return
    if (stream === 'stdout') this.#stdout.take(chunk)
    else this.#takeError(this.#stderr.write('stderr', chunk))
  }

  result(run: ClaimedRun, end: BoxEnd): Omit<RunResult, 'durationMs' | 'image'> {
    if (!this.#output.isTruncated) {
      this.#stdout.end()
      this.#takeError(this.#stderr.end())
    }
    const report = this.#reader.report()
    const judgement = judgeVisible({ end: this.#endOfTests(end), report, limits: run.limits })
    const isWhole = run.only === undefined && end.endedBy === 'itself'
    const words = isWhole ? this.#words(run, judgement) : []
    return {
      verdict: this.#verdictOf(judgement),
      cause: withText(judgement.cause, words),
      tests: report.tests,
      ...(report.counts !== undefined && { testCounts: report.counts }),
      evidence: [],
      output: this.#output.text(),
      outputTruncated: this.#output.isTruncated || end.endedBy === 'output',
    }
  }

  /** What came after the tests is no part of them, nor is a limit that was met only then. */
  #endOfTests(end: BoxEnd): BoxEnd {
    const { testsExitCode } = this.#start
    if (testsExitCode === null || end.isOutOfMemory) return end
    return end.endedBy === 'wall' ? { ...end, endedBy: 'itself', exitCode: testsExitCode } : end
  }

  /** One cause has one verdict: what does not compile when it is graded has not passed before. */
  #verdictOf({ verdict }: Judgement): Judgement['verdict'] {
    const isWell = verdict === 'passed' || verdict === 'no_tests'
    return isWell && !this.#start.isBuilt ? 'compile_error' : verdict
  }

  #words(run: ClaimedRun, { verdict }: Judgement): string[] {
    const isBuilt = verdict !== 'compile_error'
    const { start } = this.#kit
    const trouble = isBuilt ? this.#start.trouble(start.shown(start.programOf(run.entryFile))) : null
    const missing = triesStart(run) ? start.sayMissing(run.files, run.entryFile) : null
    const words = this.#reader.words(run.files, isBuilt)
    if (missing !== null && trouble === null) words.unshift(missing)
    for (const word of words) this.#note(word)
    if (trouble === null) return words
    this.#note(trouble.word)
    this.#deps.watch.onOutput(this.#output.note(trouble.said))
    return [trouble.word, ...words]
  }

  #takeLine(line: string): void {
    if (this.#start.takes(line)) return
    this.#deps.watch.onOutput(this.#output.take(this.#reader.takeLine(line)))
    if (this.#reader.hasBegun()) this.#deps.watch.onPhase('testing')
  }

  #note(word: string): void {
    if (!this.#output.text().includes(word)) this.#deps.watch.onOutput(this.#output.note(`\n${word}\n`))
  }

  #takeError(text: string): void {
    const shown = this.#reader.takeError?.(text) ?? text
    this.#deps.watch.onOutput(this.#output.take(shown))
  }
}

/** As many of them as there is room for; all stand in the output. */
function withText(cause: string, words: readonly string[]): string {
  const [first] = words
  if (first === undefined) return cutText(cause, causeLength)
  const all = `${cause} ${words.join(' ')}`
  return all.length <= causeLength ? all : cutText(`${cause} ${first}`, causeLength)
}
