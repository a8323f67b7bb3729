import { z } from 'zod'
import { headlineOf } from '../language.ts'
import type { ListedTest } from '../test-list.ts'

const workFolder = '/box/work/'
/** Deeper than anybody nests, and what is printed in the place of a depth may be any number. */
const deepest = 50

/** One line of sandbox-images/typescript/reporter.mjs. */
const eventSchema = z.object({
  type: z.enum([
    'test:pass',
    'test:fail',
    'test:stdout',
    'test:stderr',
    'test:diagnostic',
    'file:begin',
    'file:end',
  ]),
  name: z.string().optional(),
  nesting: z.number().optional(),
  file: z.string().optional(),
  kind: z.string().optional(),
  durationMs: z.number().optional(),
  message: z.string().optional(),
  failureType: z.string().optional(),
  exitCode: z.number().optional(),
  signal: z.string().optional(),
  isSkipped: z.boolean().optional(),
})
export type NodeEvent = z.infer<typeof eventSchema>

const afterEnd = ' generated asynchronous activity after the test ended. This activity created the error "'

/** What Node says of an error that came after its test had ended, without the explanation around it. */
export function lateHeadline(message: string): string | null {
  const at = message.indexOf(afterEnd)
  const from = at + afterEnd.length
  const to = message.indexOf('" and would have caused', from)
  if (at === -1 || to === -1) return null
  const test = message.slice(message.indexOf('Test "') + 'Test "'.length, message.lastIndexOf('" at ', at))
  return headlineOf(`${message.slice(from, to)} (after the end of "${test}")`)
}

export function pathOf(event: NodeEvent): string {
  return (event.file ?? '').replace(workFolder, '').replace(/^\.\//, '')
}

export function depthOf({ nesting = 0 }: NodeEvent): number {
  return Number.isInteger(nesting) ? Math.min(Math.max(0, nesting), deepest) : 0
}

export function describe(event: NodeEvent, suite: string): ListedTest {
  const hasFailed = event.type === 'test:fail'
  const name = event.name ?? '(unnamed)'
  return {
    name,
    path: [name],
    suite,
    status: event.isSkipped === true ? 'skipped' : hasFailed ? 'failed' : 'passed',
    durationMs: event.durationMs ?? 0,
    message: hasFailed ? (event.message ?? '') : '',
  }
}

/** Told of under its own path; a test may have any name, also that of a part of its path. */
export function isFile(event: NodeEvent, name: string): boolean {
  if (event.kind === 'suite' || event.file === undefined || event.nesting !== 0) return false
  return name.replace(workFolder, '').replace(/^\.\//, '') === pathOf(event)
}

export function parseEvent(line: string): NodeEvent | null {
  if (!line.startsWith('{')) return null
  try {
    const parsed = eventSchema.safeParse(JSON.parse(line))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
