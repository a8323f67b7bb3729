import type { ClaimedRun } from '#contracts/api/worker.ts'
import { causeLength, type RunResult } from '#contracts/runs.ts'
import type { RunWatch } from './execution.ts'
import type { ReportReader } from './languages/language.ts'
import { cutText, LineSplitter, OutputKeeper, StreamDecoders } from './sandbox/output.ts'
import type { BoxEnd } from './sandbox/sandbox.ts'
import { judgeVisible } from './verdict.ts'

const kibibyte = 1024
/** A machine-readable report is longer than the text that it carries; beyond this factor it is a flood all the same. */
const rawPerShown = 16

interface ShownDeps {
  limits: ClaimedRun['limits']
  watch: Pick<RunWatch, 'onOutput' | 'onPhase'>
  /** Called when more was printed than anybody may. */
  stopFlood: () => void
}

/** What a visible run prints, as a person is shown it, and what its runner tells in it. */
export class ShownRun {
  readonly #reader: ReportReader
  readonly #deps: ShownDeps
  readonly #output: OutputKeeper
  readonly #stdout: LineSplitter
  readonly #stderr = new StreamDecoders()
  readonly #rawLimitBytes: number
  #rawBytes = 0

  constructor(reader: ReportReader, deps: ShownDeps) {
    const limitBytes = deps.limits.outputKiB * kibibyte
    this.#reader = reader
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
    const judgement = judgeVisible({ end, report, limits: run.limits })
    const isWhole = run.only === undefined && end.endedBy === 'itself'
    const isBuilt = judgement.verdict !== 'compile_error'
    const words = isWhole ? this.#reader.words(run.files, isBuilt) : []
    for (const word of words) this.#note(word)
    return {
      verdict: judgement.verdict,
      cause: withWords(judgement.cause, words),
      tests: report.tests,
      ...(report.counts !== undefined && { testCounts: report.counts }),
      evidence: [],
      output: this.#output.text(),
      outputTruncated: this.#output.isTruncated || end.endedBy === 'output',
    }
  }

  #takeLine(line: string): void {
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
function withWords(cause: string, words: readonly string[]): string {
  const [first] = words
  if (first === undefined) return cutText(cause, causeLength)
  const all = `${cause} ${words.join(' ')}`
  return all.length <= causeLength ? all : cutText(`${cause} ${first}`, causeLength)
}
