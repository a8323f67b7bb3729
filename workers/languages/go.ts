import { posix } from 'node:path'
import { z } from 'zod'
import type { Only, TestResult } from '#contracts/runs.ts'
import { compileErrorExit, exactly, versionsIn, type LanguageKit, type ReportReader } from './language.ts'
import { TestList } from './test-list.ts'

const eventSchema = z.object({
  Action: z.string(),
  Package: z.string().optional(),
  ImportPath: z.string().optional(),
  Test: z.string().optional(),
  Elapsed: z.number().optional(),
  Output: z.string().optional(),
})
type GoEvent = z.infer<typeof eventSchema>

const statuses: Record<string, TestResult['status'] | undefined> = {
  pass: 'passed',
  fail: 'failed',
  skip: 'skipped',
}
/** Progress notes of the runner that tell a reader nothing. */
const noise = /^\s*=== (RUN|PAUSE|CONT|NAME) /

export const goKit: LanguageKit = {
  image: 'go',
  env: () => ({}),
  visibleCommand: (only) => ['go', 'test', '-vet=off', '-json', ...selectTests(only)],
  gradedCommand: (entryFile) => buildAndStart('go build', entryFile),
  openReport: openGoReport,
  toolsCommand: ['go', 'version'],
  readTools: (output) => versionsIn(output, { Go: /\bgo(\d[\w.]*)/ }),
}

/** The race detector needs cgo, and nothing else does. A race fails the visible test that it was seen in. */
export const goRaceKit: LanguageKit = {
  ...goKit,
  // A program goes on after a race, so that the next one is seen too; at its end it does not wait for more.
  env: () => ({ CGO_ENABLED: '1', GORACE: 'halt_on_error=0 atexit_sleep_ms=0 log_path=stderr' }),
  visibleCommand: (only) => ['go', 'test', '-race', '-vet=off', '-json', ...selectTests(only)],
  gradedCommand: (entryFile) => buildAndStart('go build -race', entryFile),
}

/** Go matches a test's path level by level. */
function selectTests(only: Only | undefined): string[] {
  if (only === undefined) return ['./...']
  return ['-run', only.path.map(exactly).join('/'), only.suite]
}

function buildAndStart(build: string, entryFile: string): string[] {
  const script = `${build} -o /box/tmp/program "$0" || exit ${compileErrorExit}; exec /box/tmp/program`
  return ['sh', '-c', script, `./${posix.dirname(entryFile)}`]
}

function openGoReport(): ReportReader {
  const list = new TestList()
  const messages = new Map<string, string>()
  let hasBuildFailure = false
  let hasBegun = false

  const takeEvent = (event: GoEvent): string => {
    if (event.Action === 'build-fail') hasBuildFailure = true
    if (event.Action === 'start') hasBegun = true
    if (event.Test !== undefined) takeTest(event, event.Test)
    const text = event.Output ?? ''
    return noise.test(text) ? '' : text
  }
  const takeTest = (event: GoEvent, name: string) => {
    const key = `${event.Package ?? ''}/${name}`
    const status = statuses[event.Action]
    if (status) {
      const message = status === 'failed' ? (messages.get(key) ?? '') : ''
      const durationMs = (event.Elapsed ?? 0) * 1_000
      list.add({ name, path: name.split('/'), suite: event.Package ?? '', status, durationMs, message })
      messages.delete(key)
    } else if (event.Output !== undefined && !noise.test(event.Output)) {
      messages.set(key, list.clip((messages.get(key) ?? '') + event.Output))
    }
  }
  return {
    takeLine: (line) => {
      const event = parseEvent(line)
      return event ? takeEvent(event) : `${line}\n`
    },
    hasBegun: () => hasBegun,
    report: () => ({ tests: list.tests, hasBuildFailure }),
  }
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
