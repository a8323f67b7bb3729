import { posix } from 'node:path'
import { z } from 'zod'
import type { Only } from '#contracts/runs.ts'
import { compileErrorExit, exactly, versionsIn, type LanguageKit, type ReportReader } from './language.ts'
import { TestList, type ListedTest } from './test-list.ts'

const compile = `tsc --noEmit --pretty false || exit ${compileErrorExit}`
const reporter = '--test-reporter=/usr/local/share/reporter.mjs'
const workFolder = '/box/work/'

/** One line of sandbox-images/typescript/reporter.mjs. */
const eventSchema = z.object({
  type: z.enum(['test:pass', 'test:fail', 'test:stdout', 'test:stderr']),
  name: z.string().optional(),
  nesting: z.number().optional(),
  file: z.string().optional(),
  kind: z.string().optional(),
  durationMs: z.number().optional(),
  message: z.string().optional(),
  failureType: z.string().optional(),
  isSkipped: z.boolean().optional(),
})
type NodeEvent = z.infer<typeof eventSchema>

export const typescriptKit: LanguageKit = {
  image: 'typescript',
  // The box's own limit decides, not a smaller one that V8 would choose.
  env: (limits) => ({ NODE_OPTIONS: `--max-old-space-size=${limits.memoryMiB}` }),
  visibleCommand: (only) => [
    'sh',
    '-c',
    `${compile}; exec node --test ${reporter} "$@"`,
    'sh',
    ...selectTests(only),
  ],
  gradedCommand: (entryFile) => ['sh', '-c', `${compile}; exec node "$0"`, programBeside(entryFile)],
  openReport: openNodeReport,
  toolsCommand: ['sh', '-c', 'node --version && tsc --version'],
  readTools: (output) =>
    versionsIn(output, { 'Node.js': /\bv(\d[\w.]*)/, TypeScript: /Version (\d[\w.-]*)/ }),
}

/** Node matches the names of a test and of all around it as one, with spaces between. */
function selectTests(only: Only | undefined): string[] {
  if (only === undefined) return []
  return [`--test-name-pattern=${exactly(only.path.join(' '))}`, `./${only.suite}`]
}

/** The entry file is where a reader begins; the program starts from the main.ts in its folder. */
function programBeside(entryFile: string): string {
  return posix.join(posix.dirname(entryFile), 'main.ts')
}

function openNodeReport(): ReportReader {
  const list = new TestList()
  let hasBegun = false
  /** Tests whose groups are still to come: a group is told after all that is in it. */
  let nested: { test: ListedTest; file: string | undefined; nesting: number }[] = []

  const closeGroup = ({ file, nesting = 0 }: NodeEvent, name: string) => {
    for (const inner of nested) {
      if (inner.file !== file || inner.nesting <= nesting) continue
      list.putInto(name, inner.test)
      inner.nesting = nesting
    }
    nested = nested.filter((inner) => inner.nesting > 0)
  }
  const takeEvent = (event: NodeEvent): string => {
    hasBegun = true
    const text = event.message ?? ''
    if (event.type === 'test:stdout' || event.type === 'test:stderr') return text
    const result = describe(event)
    closeGroup(event, result.name)
    if (isGroup(event, result.name)) return result.status === 'failed' ? `✖ ${result.name}\n` : ''
    const test = list.add(result)
    const { file, nesting = 0 } = event
    if (test !== null && nesting > 0) nested.push({ test, file, nesting })
    return result.status === 'failed' ? `✖ ${result.name}\n${indent(text)}` : `✔ ${result.name}\n`
  }
  return {
    takeLine: (line) => {
      const event = parseEvent(line)
      return event ? takeEvent(event) : `${line}\n`
    },
    hasBegun: () => hasBegun,
    report: () => ({ tests: list.tests, hasBuildFailure: false }),
  }
}

function describe(event: NodeEvent): ListedTest {
  const hasFailed = event.type === 'test:fail'
  const name = event.name ?? '(unnamed)'
  return {
    name,
    path: [name],
    suite: (event.file ?? '').replace(workFolder, ''),
    status: event.isSkipped ? 'skipped' : hasFailed ? 'failed' : 'passed',
    durationMs: event.durationMs ?? 0,
    message: hasFailed ? (event.message ?? '') : '',
  }
}

/** Suites count through their tests. A file that ends badly is reported under its own path as though it were a test. */
function isGroup(event: NodeEvent, name: string): boolean {
  if (event.kind === 'suite') return true
  return event.nesting === 0 && event.file !== undefined && event.file.endsWith(name.replace(/^\.\//, ''))
}

function indent(text: string): string {
  return text === '' ? '' : `${text.replace(/^/gm, '  ')}\n`
}

function parseEvent(line: string): NodeEvent | null {
  if (!line.startsWith('{')) return null
  try {
    const parsed = eventSchema.safeParse(JSON.parse(line))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
