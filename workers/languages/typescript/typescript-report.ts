import { headlineOf, type FailedAround, type ReportReader } from '../language.ts'
import { depthOf, describe, isFile, lateHeadline, parseEvent, pathOf, type NodeEvent } from './node-events.ts'
import { GrowingText, TestList, type ListedTest } from '../test-list.ts'
import { followable, describeTypescriptError } from './describe-typescript-errors.ts'

const maxFiles = 2_000
/** Of the output, what results may take: they are listed beside it, and are nothing that the program printed. */
const shownInFull = 30_000
const shownAtAll = 45_000

interface FileState {
  /** Tests whose groups are still to come, by their depth: a group is told after all that is in it. */
  nested: Map<number, ListedTest[]>
  /** What was said beside the tests: why an error met none of them, and how the process ended. */
  told: GrowingText
  stderr: GrowingText
  ended: number
}

/** Reads what the reporter in the image prints: a line for each event; before it, what the compiler says. */
export function openNodeReport(): ReportReader {
  const state = new NodeState()
  return {
    takeLine: (line) => {
      const event = parseEvent(line)
      return event === null ? state.takePlain(line) : state.takeEvent(event)
    },
    hasBegun: () => state.hasBegun,
    report: () => state.report(),
    words: (files, isBuilt) => describeTypescriptError(files, { ...state.seenFiles(), isBuilt }),
  }
}

class NodeState {
  readonly #list = new TestList()
  readonly #files = new Map<string, FileState>()
  readonly #open = new Set<string>()
  readonly #failedAround: FailedAround[] = []
  /** Files that were run, and those of them that ended well without a test. */
  readonly #ran = new Set<string>()
  readonly #empty = new Set<string>()
  #foundNothing = false
  #shownLength = 0
  hasBegun = false

  takePlain(line: string): string {
    if (/^Could not find '/.test(line)) this.#foundNothing = true
    return `${followable(line)}\n`
  }

  takeEvent(event: NodeEvent): string {
    this.hasBegun = true
    const path = pathOf(event)
    const file = this.#fileOf(path)
    const text = event.message ?? ''
    switch (event.type) {
      case 'file:begin':
        if (this.#open.size < maxFiles) this.#open.add(path)
        return ''
      case 'file:end':
        this.#open.delete(path)
        return ''
      case 'test:stdout':
        return text
      case 'test:stderr':
        file.stderr.add(text)
        return text
      case 'test:diagnostic':
        file.told.add(`${text}\n`)
        return `ℹ ${text}\n`
      case 'test:pass':
      case 'test:fail':
        return this.#takeResult(event, { path, file })
    }
  }

  seenFiles() {
    return { ran: this.#ran, empty: this.#empty }
  }

  report() {
    const { tests, counts } = this.#list
    return {
      tests,
      counts,
      hasBuildFailure: false,
      failedAround: this.#failedAround,
      beforeAll: this.#foundNothing ? ('nothing-found' as const) : null,
      stillRunning: [...this.#open],
    }
  }

  #takeResult(event: NodeEvent, { path, file }: { path: string; file: FileState }): string {
    const result = describe(event, path)
    if (isFile(event, result.name)) return this.#endFile(event, { path, file })
    const nesting = depthOf(event)
    this.#closeGroup(file, { name: result.name, nesting })
    if (event.kind === 'suite') return this.#endGroup(event, { result, file, nesting })
    file.ended += 1
    this.#nest(file, nesting, this.#list.add(result))
    return this.#show(result)
  }

  /** A group counts through its tests, unless it failed by itself: by a hook, or in its own code. */
  #endGroup(event: NodeEvent, told: { result: ListedTest; file: FileState; nesting: number }): string {
    const { result, file, nesting } = told
    if (result.status !== 'failed') return ''
    if (event.failureType === 'subtestsFailed' || /^\d+ subtests? failed$/.test(result.message))
      return `✖ ${result.name}\n`
    this.#nest(file, nesting, this.#list.add({ ...result, kind: 'group' }))
    this.#failAround({ name: result.name, headline: headlineOf(result.message), isExplained: true })
    return this.#show(result)
  }

  /** Only a file that ends badly, or without a test, is told of as though it were one. */
  #endFile(event: NodeEvent, { path, file }: { path: string; file: FileState }): string {
    if (event.type === 'test:pass' || event.isSkipped === true) {
      if (file.ended === 0 && this.#empty.size < maxFiles) this.#empty.add(path)
      return ''
    }
    const { said, message, isShown } = sayEnd(event, file)
    const durationMs = event.durationMs ?? 0
    this.#list.add({ kind: 'file', name: path, path: [], suite: path, status: 'failed', durationMs, message })
    const isExplained = said !== '' && file.ended > 0
    this.#failAround({ name: path, headline: lateHeadline(message) ?? headlineOf(message), isExplained })
    return isShown ? `✖ ${path}\n` : `✖ ${path}\n${indent(message)}`
  }

  #show(result: ListedTest): string {
    if (this.#shownLength > shownAtAll) return ''
    const isShort = this.#shownLength > shownInFull
    const text = lineOf(isShort ? { ...result, message: headlineOf(result.message) } : result)
    this.#shownLength += text.length
    return text
  }

  #failAround(failed: FailedAround): void {
    if (this.#failedAround.length < 100) this.#failedAround.push(failed)
  }

  #nest(file: FileState, nesting: number, test: ListedTest | null): void {
    if (test === null || nesting === 0) return
    file.nested.set(nesting, [...(file.nested.get(nesting) ?? []), test])
  }

  #closeGroup(file: FileState, group: { name: string; nesting: number }): void {
    const inside = [...file.nested].filter(([depth]) => depth > group.nesting)
    const tests = inside.flatMap(([, inner]) => inner)
    for (const [depth] of inside) file.nested.delete(depth)
    for (const test of tests) this.#list.putInto(group.name, test)
    if (group.nesting > 0 && tests.length > 0)
      file.nested.set(group.nesting, [...(file.nested.get(group.nesting) ?? []), ...tests])
  }

  #fileOf(path: string): FileState {
    const known = this.#files.get(path) ?? {
      nested: new Map<number, ListedTest[]>(),
      told: new GrowingText(),
      stderr: new GrowingText(),
      ended: 0,
    }
    if (this.#files.size < maxFiles) {
      this.#files.set(path, known)
      this.#ran.add(path)
    }
    return known
  }
}

/** Why a file failed: its own error, what was said beside its tests, what it wrote last; or how its process ended. */
function sayEnd(event: NodeEvent, file: FileState) {
  const own = event.failureType === 'testCodeFailure' ? '' : (event.message ?? '')
  const isAllThereIs = file.ended === 0 || own !== ''
  const said = [own, file.told.text(), isAllThereIs ? file.stderr.text() : '']
    .map((part) => part.trimEnd())
    .filter((part) => part !== '')
    .join('\n')
  const end = event.signal ?? `exit code ${event.exitCode ?? 1}`
  const message = said === '' ? `The process of this file ended (${end}).` : said
  return { said, message, isShown: own === '' && said !== '' }
}

function lineOf({ name, status, message }: ListedTest): string {
  if (status === 'passed') return `✔ ${name}\n`
  const mark = status === 'skipped' ? '﹣' : '✖'
  return `${mark} ${name}${status === 'skipped' ? ' # not run' : ''}\n${indent(message)}`
}

function indent(text: string): string {
  return text === '' ? '' : `${text.trimEnd().replace(/^/gm, '  ')}\n`
}
