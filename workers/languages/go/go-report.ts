import { z } from 'zod'
import type { TestResult } from '#contracts/runs.ts'
import { describeGoError } from './describe-go-errors.ts'
import { headlineOf, type FailedAround, type ReportReader } from '../language.ts'
import { GrowingText, TestList } from '../test-list.ts'

const eventSchema = z.object({
  Action: z.string(),
  Package: z.string().optional(),
  ImportPath: z.string().optional(),
  Test: z.string().optional(),
  Elapsed: z.number().optional(),
  Output: z.string().optional(),
  FailedBuild: z.string().optional(),
})
type GoEvent = z.infer<typeof eventSchema>

/** A map and no record: what is printed in the place of an action may be the name of anything, "constructor" too. */
const statuses = new Map<string, TestResult['status']>([
  ['pass', 'passed'],
  ['fail', 'failed'],
  ['skip', 'skipped'],
])
/** Progress notes of the runner that tell a reader nothing. */
const noise = /^\s*=== (RUN|PAUSE|CONT|NAME) /
/** What the runner itself closes a package with. */
const closing = /^(PASS|FAIL|ok {2}\t.*|FAIL\t.*|coverage: .*|exit status \d+)\n?$/
const maxKept = 20_000
const maxFailedAround = 100

/** Reads what `go test -json` prints: a line for each event, and plain text where it has none. */
export function openGoReport(): ReportReader {
  const state = new GoState()
  return {
    takeLine: (line) => {
      const event = parseEvent(line)
      return withoutInstalling(event === null ? state.takePlain(line) : state.takeEvent(event))
    },
    takeError: (text) => withoutInstalling(state.takePlain(text.replace(/\n$/, ''))),
    hasBegun: () => state.hasBegun,
    report: () => state.report(),
    words: describeGoError,
  }
}

class GoState {
  readonly #list = new TestList()
  /** Tests that have begun and not ended, with what they said. */
  readonly #running = new Map<string, { name: string; suite: string; text: GrowingText }>()
  readonly #packages = new Map<string, { text: GrowingText; ended: number; failed: number }>()
  readonly #failedAround: FailedAround[] = []
  #hasBuildFailure = false
  #foundNothing = false
  hasBegun = false

  takePlain(line: string): string {
    if (/matched no packages|^no packages to test/m.test(line)) this.#foundNothing = true
    return `${line}\n`
  }

  takeEvent(event: GoEvent): string {
    if (event.Action === 'build-fail' || event.FailedBuild !== undefined) this.#hasBuildFailure = true
    if (event.Action === 'start') this.hasBegun = true
    const { Test: name, Package: suite = '', Output: text = '' } = event
    if (name === undefined) this.#takeOfPackage(event, { suite, text })
    else this.#takeTest(event, { suite, name })
    return noise.test(text) ? '' : text
  }

  #takeOfPackage(event: GoEvent, { suite, text }: { suite: string; text: string }): void {
    if (event.Action === 'fail') this.#endPackage(suite, event)
    else if (event.Action === 'output' && !closing.test(text)) this.#packageOf(suite).text.add(text)
  }

  report() {
    const { tests, counts } = this.#list
    return {
      tests,
      counts,
      hasBuildFailure: this.#hasBuildFailure,
      failedAround: this.#failedAround,
      beforeAll: this.hasBegun
        ? null
        : this.#foundNothing
          ? ('nothing-found' as const)
          : ('not-built' as const),
      stillRunning: [...this.#running.values()].map(({ name }) => name),
    }
  }

  #takeTest(event: GoEvent, test: { suite: string; name: string }): void {
    const key = `${test.suite}/${test.name}`
    const status = statuses.get(event.Action)
    if (status === undefined) return this.#hear(key, test, event.Output)
    const message = status === 'failed' ? (this.#running.get(key)?.text.text() ?? '') : ''
    this.#end(test, { status, durationMs: millisecondsOf(event), message })
  }

  #hear(key: string, test: { suite: string; name: string }, text = ''): void {
    const known = this.#running.get(key)
    if (known === undefined && this.#running.size >= maxKept) return
    const running = known ?? { ...test, text: new GrowingText() }
    this.#running.set(key, running)
    if (!noise.test(text)) running.text.add(text)
  }

  #end(
    { suite, name }: { suite: string; name: string },
    result: Pick<TestResult, 'status' | 'durationMs' | 'message'>,
  ): void {
    this.#running.delete(`${suite}/${name}`)
    const inPackage = this.#packageOf(suite)
    inPackage.ended += 1
    if (result.status === 'failed') inPackage.failed += 1
    this.#list.add({ name, path: name.split('/'), suite, ...result })
  }

  #endPackage(suite: string, event: GoEvent): void {
    const inPackage = this.#packageOf(suite)
    for (const test of [...this.#running.values()].reverse()) if (test.suite === suite) this.#cutOff(test)
    if (inPackage.failed > 0 || event.FailedBuild !== undefined) return
    const message = inPackage.text.text()
    const durationMs = millisecondsOf(event)
    this.#list.add({ kind: 'file', name: suite, path: [], suite, status: 'failed', durationMs, message })
    if (this.#failedAround.length >= maxFailedAround) return
    const isExplained = message.trim() !== '' && inPackage.ended > 0
    this.#failedAround.push({ name: suite, headline: headlineOf(message), isExplained })
  }

  /** A process that ends in the middle leaves tests without an end: what they said last is why. */
  #cutOff({ suite, name, text }: { suite: string; name: string; text: GrowingText }): void {
    const said = text.text()
    const isAround = said === '' && this.#packageOf(suite).failed > 0
    const message = said === '' && !isAround ? 'The process of the tests ended while this one ran.\n' : said
    this.#end({ suite, name }, { status: 'failed', durationMs: 0, message })
  }

  #packageOf(suite: string) {
    const known = this.#packages.get(suite) ?? { text: new GrowingText(), ended: 0, failed: 0 }
    if (this.#packages.size < maxKept) this.#packages.set(suite, known)
    return known
  }
}

const millisecondsOf = (event: GoEvent) => (event.Elapsed ?? 0) * 1_000

/** Advice that nobody can follow here says instead what can be done. */
function withoutInstalling(text: string): string {
  return text
    .replace(/; to add it:(\n?)$/, '; nothing can be installed here, so use the standard library$1')
    .replace(/^\tgo get \S+\n?$/, '')
}

function parseEvent(line: string): GoEvent | null {
  if (!line.startsWith('{')) return null
  try {
    const parsed = eventSchema.safeParse(JSON.parse(line))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
