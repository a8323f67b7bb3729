import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { isMap, LineCounter, parseDocument, type Document } from 'yaml'
import type { z } from 'zod'
import type { ExerciseProblem } from '#contracts/api/exercises.ts'
import { exerciseManifestSchema, type ExerciseManifest } from '#contracts/exercise-manifest.ts'
import { applyChanges, pathProblem, type WorkspaceFile } from '#contracts/workspace.ts'

export interface ExerciseFolder {
  manifest: ExerciseManifest
  overview: string
  instructions: string
  starter: WorkspaceFile[]
  probes: WorkspaceFile[]
  contentSha256: string
}

/** Thrown inside this file only; becomes an `ExerciseProblem` at its edge. */
class Broken extends Error {
  readonly file: string
  readonly line: number | null

  constructor(file: string, line: number | null, reason: string) {
    super(reason)
    this.file = file
    this.line = line
  }
}

async function readText(folder: string, file: string): Promise<string> {
  try {
    const text = await readFile(join(folder, file), 'utf8')
    if (text.trim().length === 0) throw new Broken(file, null, 'the file is empty')
    return text
  } catch (error) {
    if (error instanceof Broken) throw error
    throw new Broken(file, null, 'the file is missing or cannot be read')
  }
}

function lineOf(document: Document, counter: LineCounter, path: readonly PropertyKey[]): number | null {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true)
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      return counter.linePos(Number(node.range[0])).line
    }
  }
  return isMap(document.contents) ? 1 : null
}

async function readManifest(folder: string): Promise<ExerciseManifest> {
  const file = 'exercise.yml'
  const counter = new LineCounter()
  const document = parseDocument(await readText(folder, file), { lineCounter: counter })
  const fault = document.errors[0]
  if (fault !== undefined) {
    throw new Broken(file, fault.linePos?.[0].line ?? null, fault.message.split('\n')[0] ?? 'is not YAML')
  }
  const parsed = exerciseManifestSchema.safeParse(document.toJS())
  if (parsed.success) return parsed.data
  throw firstFault(parsed.error, (path) => lineOf(document, counter, path))
}

function firstFault(error: z.ZodError, lineAt: (path: readonly PropertyKey[]) => number | null): Broken {
  const path = error.issues[0]?.path ?? []
  const reason = error.issues[0]?.message ?? 'is wrong'
  return new Broken('exercise.yml', lineAt(path), `${path.join('.') || 'the manifest'}: ${reason}`)
}

async function readTree(folder: string, name: string): Promise<WorkspaceFile[]> {
  const root = join(folder, name)
  const isFolder = await stat(root).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder) throw new Broken(name, null, 'the folder is missing')
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files: WorkspaceFile[] = []
  for (const entry of entries) {
    if (entry.isDirectory()) continue
    const path = relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')
    if (!entry.isFile()) throw new Broken(`${name}/${path}`, null, 'only plain files may stand here')
    const problem = pathProblem(path)
    if (problem !== null) throw new Broken(`${name}/${path}`, null, problem)
    files.push({ path, content: await readFile(join(root, path), 'utf8') })
  }
  if (files.length === 0) throw new Broken(name, null, 'the folder is empty')
  return files.sort((a, b) => (a.path < b.path ? -1 : 1))
}

function checkStarter(manifest: ExerciseManifest, starter: readonly WorkspaceFile[]) {
  const writes = starter.map((file) => ({ kind: 'write' as const, ...file }))
  const applied = applyChanges(new Map(), writes)
  if ('problem' in applied) throw new Broken('starter', null, applied.problem)
  if (!applied.files.has(manifest.entryFile)) {
    throw new Broken(
      'exercise.yml',
      null,
      `entryFile: "${manifest.entryFile}" is not among the starter's files`,
    )
  }
}

/** Reads one exercise folder; a fault answers where it is, so that the author can mend it. */
export async function readExerciseFolder(
  folder: string,
  name: string,
): Promise<ExerciseFolder | ExerciseProblem> {
  try {
    const manifest = await readManifest(folder)
    const [overview, instructions, starter, probes] = await Promise.all([
      readText(folder, 'overview.md'),
      readText(folder, 'instructions.md'),
      readTree(folder, 'starter'),
      readTree(folder, 'probes'),
    ])
    if (manifest.id !== name)
      throw new Broken('exercise.yml', 1, `id: "${manifest.id}" must be the folder's name, "${name}"`)
    checkStarter(manifest, starter)
    if (!probes.some((file) => file.path === 'checks.ts'))
      throw new Broken('probes/checks.ts', null, 'the file is missing')
    const content = { manifest, overview, instructions, starter, probes }
    return { ...content, contentSha256: createHash('sha256').update(JSON.stringify(content)).digest('hex') }
  } catch (error) {
    if (error instanceof Broken)
      return { folder: name, file: error.file, line: error.line, reason: error.message }
    throw error
  }
}
