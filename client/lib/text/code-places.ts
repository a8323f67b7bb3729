import type { TestFilter, RunResult, TestResult } from '#contracts/runs.ts'
import { plainText } from './terminal-text.ts'

/** A line of the workspace and what a run has to say about it. */
export interface CodeLocation {
  path: string
  /** From 1. */
  line: number
  message: string
}

/** The code that runs are of, as the panel of runs sees it. */
export interface CodeBesideRuns {
  paths: readonly string[]
  /** While a run is being started, or after the end, there is nothing to run. */
  canRun: boolean
  onRunOnly: (only: TestFilter) => void
  onGoTo: (place: CodeLocation) => void
  /** When this page began to show the code, by the server's clock: a run from before may be of other code. */
  shownSince: string
  /** Where the newest run points at; called once for each that ends while the page is open. */
  onPlaces: (places: readonly CodeLocation[]) => void
}

/** What the workspace gives to the panel of runs, which is a room of its own. */
export interface RunsPanelProps {
  attemptId: string
  starting: boolean
  startError: unknown
  onRun: () => void
  code: CodeBesideRuns
}

const maxPlaces = 200
const maxMessageLength = 2_000
const maxHeadlineLength = 140

/** `    board_test.go:37: status 404, want 200`, named from the folder of its package. */
const goLine = /^ *([^\s:/]+\.go):(\d{1,7}): (.*)$/
/** Stack traces, of Go and of Node: `/box/work/board.go:12 +0x1d`, `(file:///box/work/src/a.ts:3:5)`. */
const stackPlace = /\/box\/work\/([^\s:()]+):(\d{1,7})\b/g
/** Node's word of an error after the end of a test names the test and its place, and no stack. */
const latePlace = /" at ([^\s:"]+):(\d{1,7}):\d{1,7} generated asynchronous activity after the test ended/g
const goBuildLine = /^(?:\.\/)?([^\s:()]+\.go):(\d{1,7}):(?:\d{1,7}:)? (.+)$/
const tscLine = /^([^\s(][^(]*)\((\d{1,7}),\d{1,7}\): (.+)$/

/** What a message says, in one line: without the name of the error, and with what follows a colon. */
export function headlineOf(message: string): string {
  const [first = '', second = ''] = message.split('\n').filter((line) => line.trim() !== '')
  const plain = first.replace(/^\w*Error(?: \[\w+\])?: /, '')
  const line = plain.endsWith(':') ? `${plain} ${second.trim()}` : plain
  return line.length <= maxHeadlineLength ? line : `${line.slice(0, maxHeadlineLength - 1)}…`
}

/** Where a run points at in these files: tests that failed, or what does not compile. */
export function placesOfResult(
  result: Pick<RunResult, 'verdict' | 'tests' | 'output'>,
  paths: readonly string[],
): CodeLocation[] {
  const found =
    result.verdict === 'compile_error'
      ? placesOfBuild(result.output, paths)
      : result.tests
          .filter((test) => test.kind !== undefined || !hasFailedInside(test, result.tests))
          .flatMap((test) => placesOfTest(test, paths))
  const once = new Map(found.map((place) => [`${place.path}:${place.line} ${place.message}`, place]))
  return [...once.values()].slice(0, maxPlaces)
}

/** A test that failed through one inside it has nothing to add to what that one says. */
function hasFailedInside({ suite, path: outer }: TestResult, tests: readonly TestResult[]): boolean {
  if (outer === undefined) return false
  return tests.some(
    ({ status, suite: other, path: inner = [] }) =>
      status === 'failed' &&
      other === suite &&
      inner.length > outer.length &&
      outer.every((name, index) => name === inner[index]),
  )
}

/** Where a failed test points at; the first is where it failed. */
export function placesOfTest(test: TestResult, paths: readonly string[]): CodeLocation[] {
  if (test.status !== 'failed') return []
  const lines = plainText(test.message).split('\n')
  const told = placesOfGoLines(lines, { suite: test.suite, paths })
  return told.length > 0 ? told : placesOfStack(lines, { suite: test.suite, paths })
}

function placesOfGoLines(lines: readonly string[], among: { suite: string; paths: readonly string[] }) {
  // What a message says in more lines stands deeper than its first.
  return collect(lines, /^ {8}/, (line) => {
    const [, file = '', number = '', message = ''] = goLine.exec(line) ?? []
    const path = file === '' ? undefined : pathInPackage(file, among)
    return path === undefined ? null : { path, line: Number(number), message }
  })
}

/** Places that are told line by line, each with the lines that go on with what it says. */
function collect(
  lines: readonly string[],
  goesOn: RegExp,
  read: (line: string) => CodeLocation | null,
): CodeLocation[] {
  const places: CodeLocation[] = []
  let open: CodeLocation | null = null
  for (const line of lines) {
    const place = read(line)
    if (place !== null) {
      places.push(place)
      open = place
    } else if (!goesOn.test(line)) open = null
    else if (open !== null) open.message += `\n${line.trim()}`
  }
  return places.map(clipped)
}

/** A package is named by its module and its folder; how long the module's own part is we cannot know. */
function pathInPackage(file: string, among: { suite: string; paths: readonly string[] }): string | undefined {
  const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')))
  const isInside = (folder: string) =>
    folder === '' || among.suite === folder || among.suite.endsWith(`/${folder}`)
  return among.paths
    .filter((path) => path.slice(path.lastIndexOf('/') + 1) === file && isInside(folderOf(path)))
    .sort((a, b) => b.length - a.length)[0]
}

/** The innermost line of the workspace's own, and the innermost in the test's own file. */
function placesOfStack(lines: readonly string[], among: { suite: string; paths: readonly string[] }) {
  const text = lines.join('\n')
  const own = [...text.matchAll(stackPlace), ...text.matchAll(latePlace)]
    .map(([, path = '', line = '']) => ({ path: decoded(path), line: Number(line) }))
    .filter((place) => among.paths.includes(place.path))
  const message = headOf(lines)
  const first = own[0]
  if (first === undefined) return []
  const inTest = own.find((place) => place.path === among.suite)
  const shown = inTest === undefined || inTest === first ? [first] : [first, inTest]
  return shown.map((place) => clipped({ ...place, message }))
}

/** What is said before the stack begins. */
function headOf(lines: readonly string[]): string {
  const fault = lines.find((line) => /^(panic: |WARNING: DATA RACE)/.test(line))
  if (fault !== undefined) return fault.replace('WARNING: DATA RACE', 'A data race was seen here.')
  const end = lines.findIndex((line) => /^\s+at /.test(line))
  const head = lines.slice(0, end === -1 ? lines.length : end).join('\n')
  return head.trim() === '' ? 'The test failed here.' : head.trim()
}

function placesOfBuild(output: string, paths: readonly string[]): CodeLocation[] {
  return collect(plainText(output).split('\n'), /^\s/, (line) => {
    const [, path = '', number = '', message = ''] = goBuildLine.exec(line) ?? tscLine.exec(line) ?? []
    return paths.includes(path) ? { path, line: Number(number), message } : null
  })
}

function clipped(place: CodeLocation): CodeLocation {
  const { message } = place
  return message.length <= maxMessageLength
    ? place
    : { ...place, message: `${message.slice(0, maxMessageLength - 1)}…` }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
