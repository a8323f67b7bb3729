import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { exerciseManifestSchema, type ExerciseManifest } from '#contracts/exercise-manifest.ts'
import type { WorkspaceFile } from '#contracts/workspace.ts'
import { readExerciseFolder } from '../../../server/exercises/read-folder.ts'
import type { Finding } from '../finding.ts'
import { readMutantManifest, type MutantManifest } from './mutant-manifest.ts'
import { readTree } from './read-tree.ts'
import { readYaml, type LineOf } from './read-yaml.ts'

export interface Mutant extends MutantManifest {
  name: string
  /** The solution with the mutant's files over it. */
  files: WorkspaceFile[]
}

/** What candidates and the platform get: enough to try an exercise. */
export interface ExerciseContent {
  manifest: ExerciseManifest
  overview: string
  instructions: string
  starter: WorkspaceFile[]
  probes: WorkspaceFile[]
}

/** Everything of a folder, with what only its author has. */
export interface Exercise extends ExerciseContent {
  /** `exercise.yml` as it is written. */
  manifestText: string
  lineOf: LineOf
  solution: WorkspaceFile[]
  mutants: Mutant[]
}

type Faulty = { findings: Finding[] }

/** Reads by the server's own rules, so that what is accepted here is accepted there. */
export async function readContent(folder: string): Promise<ExerciseContent | Faulty> {
  const text = await readFile(join(folder, 'exercise.yml'), 'utf8').catch(() => null)
  if (text === null) {
    const what = 'there is no such file'
    const remedy = 'Name the folder of an exercise, or make one: fairtime exercise new ID --language go'
    return { findings: [{ file: 'exercise.yml', line: null, what, remedy }] }
  }
  const manifest = readYaml(text, exerciseManifestSchema)
  if ('faults' in manifest) {
    const remedy = 'Mend this line; docs/authors.md says what each field is for.'
    return { findings: manifest.faults.map((fault) => ({ file: 'exercise.yml', ...fault, remedy })) }
  }
  const read = await readExerciseFolder(folder, basename(folder))
  if ('reason' in read) {
    const { file, line, reason } = read
    return {
      findings: [
        { file, line, what: reason, remedy: 'The server leaves the folder out until this is mended.' },
      ],
    }
  }
  return read
}

export async function readExercise(folder: string): Promise<Exercise | Faulty> {
  const content = await readContent(folder)
  if ('findings' in content) return content
  const text = await readFile(join(folder, 'exercise.yml'), 'utf8')
  const manifest = readYaml(text, exerciseManifestSchema)
  const solution = await readTree(join(folder, 'solution'), 'solution')
  if ('fault' in solution) return { findings: [solution.fault] }
  const mutants = await readMutants(folder, content.manifest, solution.files)
  if ('findings' in mutants) return mutants
  const lineOf: LineOf = 'lineOf' in manifest ? manifest.lineOf : () => null
  return { ...content, manifestText: text, lineOf, solution: solution.files, mutants: mutants.list }
}

async function readMutants(
  folder: string,
  manifest: ExerciseManifest,
  solution: readonly WorkspaceFile[],
): Promise<{ list: Mutant[] } | Faulty> {
  const entries = await readdir(join(folder, 'mutants'), { withFileTypes: true }).catch(() => [])
  const checkIds = manifest.checks.map((check) => check.id)
  const findings: Finding[] = []
  const list: Mutant[] = []
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    const place = `mutants/${name}`
    const tree = await readTree(join(folder, 'mutants', name), place)
    if ('fault' in tree) {
      findings.push(tree.fault)
      continue
    }
    const yml = tree.files.find((file) => file.path === 'mutant.yml')?.content ?? ''
    const mutant = readMutantManifest(yml, `${place}/mutant.yml`, checkIds)
    const changes = tree.files.filter((file) => file.path !== 'mutant.yml')
    if ('findings' in mutant) findings.push(...mutant.findings)
    else if (isSame(solution, changes)) findings.push(changesNothing(place))
    else list.push({ name, ...mutant, files: overlay(solution, changes) })
  }
  return findings.length > 0 ? { findings } : { list: list.sort((a, b) => (a.name < b.name ? -1 : 1)) }
}

function overlay(below: readonly WorkspaceFile[], above: readonly WorkspaceFile[]): WorkspaceFile[] {
  const files = new Map([...below, ...above].map((file) => [file.path, file]))
  return [...files.values()]
}

function isSame(solution: readonly WorkspaceFile[], changes: readonly WorkspaceFile[]): boolean {
  return changes.every((change) =>
    solution.some((file) => file.path === change.path && file.content === change.content),
  )
}

function changesNothing(place: string): Finding {
  const what = 'this mutant is the same as the solution'
  return { file: place, line: null, what, remedy: 'Put a changed copy of one of the solution’s files here.' }
}
