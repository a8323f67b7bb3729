import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { limitsSchema } from '#contracts/exercise-manifest.ts'
import { languageSchema } from '#contracts/languages.ts'
import { runKindSchema, verdictSchema } from '#contracts/runs.ts'

const verdictsSchema = z.array(verdictSchema.exclude(['platform_error'])).min(1)
const description = { about: z.string().min(10), number: z.int().min(1) }

/** What a hostile program is, and how its run must end. `platform_error` can never be declared: it is never theirs. */
const runnableSchema = z
  .strictObject({
    ...description,
    language: languageSchema,
    kind: runKindSchema,
    /** Only of graded cases: the exercise whose starter the hostile files are laid over. */
    exercise: z.string().optional(),
    verdicts: verdictsSchema,
    /** Only of cases that end otherwise where gVisor's kernel answers, and why that is no weakness. */
    underGvisor: z.strictObject({ verdicts: verdictsSchema, why: z.string().min(20) }).optional(),
    limits: z.partialRecord(limitsSchema.keyof(), z.int()).default({}),
    /** A closer bound on the whole run than its time limit; looked at where nothing else keeps the machine busy. */
    withinMs: z.int().optional(),
    /** Words that show that it came as far as it meant to. */
    mustSay: z.array(z.string()).default([]),
    /** Words that must not be among what the program printed. */
    mustNotSay: z.array(z.string()).default([]),
    /** Runs one after the other, or all at once: what one of them leaves or does must not reach the next. */
    times: z.int().min(1).default(1),
    together: z.int().min(1).default(1),
    /** Files that would be tedious to keep: one line many times, or one file many times, with {n} counting. */
    generated: z.array(z.strictObject({ path: z.string(), line: z.string(), count: z.int() })).default([]),
    /** Uses up what the host has: an honest run beside it is timed. */
    disturbs: z.boolean().default(false),
    quick: z.boolean().default(false),
  })
  .refine((value) => (value.kind === 'graded') === (value.exercise !== undefined), {
    error: 'a graded case names its exercise, and only a graded one',
  })
  .refine((value) => value.kind === 'visible' || value.number < 53 || !mayPass(value), {
    error: 'a forgery ships a wrong solution, so it may not be allowed to pass',
  })

function mayPass({ verdicts, underGvisor }: { verdicts: Verdicts; underGvisor?: { verdicts: Verdicts } }) {
  return [...verdicts, ...(underGvisor?.verdicts ?? [])].includes('passed')
}

const expectationSchema = z.union([
  runnableSchema,
  z.strictObject({ ...description, notApplicable: z.string().min(20) }),
])
type Verdicts = z.infer<typeof verdictsSchema>
export type RunnableExpectation = z.infer<typeof runnableSchema>

export interface CaseFile {
  path: string
  content: string
}

export interface CorpusCase {
  name: string
  expect: z.infer<typeof expectationSchema>
  files: CaseFile[]
}
export type RunnableCase = CorpusCase & { expect: RunnableExpectation }

export const isRunnable = (one: CorpusCase): one is RunnableCase => 'verdicts' in one.expect

/** What is expected where boxes have this runtime; null is the engine's own. */
export function expectedUnder(runtime: string | null, expect: RunnableExpectation): RunnableExpectation {
  return runtime === 'runsc'
    ? { ...expect, verdicts: expect.underGvisor?.verdicts ?? expect.verdicts }
    : expect
}

/** Reads every case, in order of their names; one that says something else than the schema stops everything. */
export async function readCorpus(folder: string): Promise<CorpusCase[]> {
  const entries = await readdir(folder)
  const names = entries.filter((name) => /^\d\d-/.test(name)).sort()
  return Promise.all(names.map((name) => readCase(folder, name)))
}

async function readCase(folder: string, name: string): Promise<CorpusCase> {
  const file = join(folder, name, 'expect.yml')
  const expect = expectationSchema.safeParse(parse(await readFile(file, 'utf8')))
  if (!expect.success) throw new Error(`${file} is wrong:\n${z.prettifyError(expect.error)}`)
  if (!name.startsWith(String(expect.data.number).padStart(2, '0')))
    throw new Error(`${file}: its number is not that of its folder.`)
  return { name, expect: expect.data, files: await readTree(join(folder, name, 'files')) }
}

/** Every file below a folder, with paths relative to it; none if there is no such folder. */
export async function readTree(root: string, below = ''): Promise<CaseFile[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true }).catch(() => [])
  const files = entries.map(async (entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) return readTree(root, path)
    return [{ path, content: await readFile(join(root, path), 'utf8') }]
  })
  return (await Promise.all(files)).flat()
}
