import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { claimedRunSchema, type ClaimedRun } from '#contracts/api/worker.ts'
import { exerciseManifestSchema, shareOutChecks } from '#contracts/exercise-manifest.ts'
import { readTree, type CaseFile, type RunnableCase } from './case-file.ts'

const visibleLimits = { wallMs: 20_000, memoryMiB: 512, pids: 128, outputKiB: 64 }

/** Hostile programs look for the first part; which one it is, nobody but this process and the prober knows. */
export const newCanary = () => `FAIRTIME-CANARY-${randomUUID()}`

/** The claim of a run as the server would hand it to a worker. */
export async function claimCase(checkout: string, one: RunnableCase, canary: string): Promise<ClaimedRun> {
  const { expect } = one
  const shared = { status: 'claimed', runId: randomUUID(), attemptId: randomUUID(), claimNo: 1 }
  const base = expect.exercise
    ? await readExercise(join(checkout, 'exercises', expect.exercise), canary)
    : await readProject(join(checkout, 'test', 'sandbox', 'corpus', 'base', expect.language))
  const limits = { ...base.limits, ...expect.limits }
  const files = layOver(base.files, [...one.files, ...expect.generated.flatMap(generate)])
  return claimedRunSchema.parse({
    ...shared,
    kind: expect.kind,
    language: expect.language,
    entryFile: base.entryFile,
    files,
    limits,
    graded: base.graded,
  })
}

async function readProject(folder: string) {
  return { files: await readTree(folder), limits: visibleLimits, entryFile: 'main.go', graded: null }
}

async function readExercise(folder: string, canary: string) {
  const manifest = exerciseManifestSchema.parse(parse(await readFile(join(folder, 'exercise.yml'), 'utf8')))
  const probes = await readTree(join(folder, 'probes'))
  const marked = probes.map(({ path, content }) => ({ path, content: `${content}\n// ${canary}\n` }))
  // What is tried here is whether a verdict can be forged, and the race detector has no part in one.
  const { checkIds, optionalCheckIds } = shareOutChecks(manifest.checks)
  return {
    files: await readTree(join(folder, 'starter')),
    limits: manifest.limits.graded,
    entryFile: manifest.entryFile,
    graded: {
      probeFiles: [...marked, { path: 'canary.txt', content: canary }],
      checkIds,
      optionalCheckIds,
    },
  }
}

function layOver(below: readonly CaseFile[], above: readonly CaseFile[]): CaseFile[] {
  const files = new Map(below.map((file) => [file.path, file.content]))
  for (const file of above) files.set(file.path, file.content)
  return [...files].map(([path, content]) => ({ path, content }))
}

function generate({ path, line, count }: { path: string; line: string; count: number }): CaseFile[] {
  const numbered = (text: string) =>
    Array.from({ length: count }, (_, index) => text.replace('{n}', String(index)))
  const lines = numbered(line)
  if (!path.includes('{n}')) return [{ path, content: `${lines.join('\n')}\n` }]
  return numbered(path).map((name, index) => ({ path: name, content: `${lines[index] ?? ''}\n` }))
}
