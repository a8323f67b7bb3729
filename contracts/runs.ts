import { z } from 'zod'
import { evidenceCardSchema } from './evidence.ts'

export const runKindSchema = z.enum(['visible', 'graded'])
export type RunKind = z.infer<typeof runKindSchema>

/** How a run ended. All but the last are about the candidate's code; `platform_error` is about us and never costs anything. */
export const verdictSchema = z.enum([
  'passed',
  'failed',
  'compile_error',
  'timed_out',
  'memory_exceeded',
  'output_exceeded',
  'crashed',
  'no_tests',
  'platform_error',
])
export type Verdict = z.infer<typeof verdictSchema>

export const verdictNames: Record<Verdict, string> = {
  passed: 'Passed',
  failed: 'Tests failed',
  compile_error: 'Does not compile',
  timed_out: 'Timed out',
  memory_exceeded: 'Out of memory',
  output_exceeded: 'Too much output',
  crashed: 'Crashed',
  no_tests: 'No tests found',
  platform_error: 'Our fault',
}

export const runStateSchema = z.enum(['queued', 'running', 'finished', 'superseded'])
export type RunState = z.infer<typeof runStateSchema>

/** What a running box is busy with, in the order in which it happens. */
export const runPhaseSchema = z.enum(['preparing', 'building', 'testing', 'collecting'])
export type RunPhase = z.infer<typeof runPhaseSchema>

/** Which tests of a run to run alone: those at this path of names in this suite, as an earlier run named them. */
export const testFilterSchema = z.object({
  /** A Go package, or a TypeScript file. It is given to a runner as a name, so it may hold nothing that one could take for more. */
  suite: z
    .string()
    .max(300)
    .regex(/^[\p{L}\p{N}_.][\p{L}\p{N}_./@~ -]*$/u),
  /** From the outermost group down. Characters that cannot be seen have no place in it. */
  path: z
    .array(
      z
        .string()
        .max(300)
        // Joined characters, such as families of emoji, hold one that is invisible alone.
        .regex(/^[\P{C}\u200c\u200d]*$/u),
    )
    .min(1)
    .max(20)
    // Go names a subtest "/x" by an empty level and "x"; a path of nothing but empty levels names no test.
    .refine((path) => path.some((name) => name !== '')),
})
export type TestFilter = z.infer<typeof testFilterSchema>

/** What a report keeps of one run; the counts tell of tests that it had no room for. */
export const testBounds = { tests: 2_000, nameLength: 300, depth: 20, messageLength: 8_000 } as const

export const testResultSchema = z.object({
  /** Left out by a test. What failed around tests, such as a hook, is told of the group or file that it stands in. */
  kind: z.enum(['group', 'file']).optional(),
  name: z.string().max(testBounds.nameLength),
  suite: z.string().max(testBounds.nameLength),
  /** From the outermost group down to the test's own name; left out by results from before it was recorded. */
  path: z.array(z.string().max(testBounds.nameLength)).max(testBounds.depth).optional(),
  status: z.enum(['passed', 'failed', 'skipped']),
  durationMs: z.number().min(0),
  message: z.string().max(testBounds.messageLength).default(''),
})
export type TestResult = z.infer<typeof testResultSchema>

/** How many tests ended in which way, groups and files not counted. */
export const testCountsSchema = z.object({
  passed: z.int().min(0),
  failed: z.int().min(0),
  skipped: z.int().min(0),
})
export type TestCounts = z.infer<typeof testCountsSchema>

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/)

/** By what a result was found: together with its image, enough to say whether two results came about in the same way. */
const provenanceSchema = z.object({
  /** The host that ran it. */
  workerId: z.string().max(100),
  /** Of what every box is forbidden, whatever runs in it. */
  policySha256: sha256Schema,
  /** Of probes, check ids and limits. The server adds it; a visible run is judged by the candidate's own tests. */
  checksSha256: sha256Schema.nullable().default(null),
})

export const causeLength = 500

export const runResultSchema = z.object({
  verdict: verdictSchema,
  /** One sentence: why the run ended so, with the limit where one was met. */
  cause: z.string().max(causeLength),
  tests: z.array(testResultSchema).max(testBounds.tests),
  /** Left out by results from before it was recorded: then the tests are all there are. */
  testCounts: testCountsSchema.optional(),
  evidence: z.array(evidenceCardSchema).max(100),
  output: z.string(),
  outputTruncated: z.boolean(),
  durationMs: z.number().min(0),
  image: z.string(),
  /** Left out by results from before it was recorded, and where nothing was judged. */
  provenance: provenanceSchema.optional(),
})
export type RunResult = z.infer<typeof runResultSchema>

/** Why a run crashed whose report no schema takes: what it printed made it so, which is no fault of ours. */
export const unreadableCause =
  'What the tests or the program told of themselves could not be read: a number or a name in it is none. Nothing of it counts.'

/** A run as its candidate sees it. */
export const runViewSchema = z.object({
  id: z.uuid(),
  kind: runKindSchema,
  state: runStateSchema,
  revision: z.int(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  /** Set where only a part of the tests was asked for. */
  only: testFilterSchema.nullable(),
  result: runResultSchema.omit({ provenance: true }).nullable(),
  /** Runs that will start before this one; null once it has started. */
  queuedBefore: z.int().nullable(),
  /** False while no worker is connected, so that the page can say that the run waits. */
  workerOnline: z.boolean(),
})
export type RunView = z.infer<typeof runViewSchema>
