import { readdirSync, readFileSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'
import { exerciseManifestSchema } from '#contracts/exercise-manifest.ts'

const exercises = fileURLToPath(new URL('../../exercises', import.meta.url))
const mutantSchema = z.strictObject({
  title: z.string().min(1),
  mustFail: z.array(z.string()).min(1),
  mayAlsoFail: z.array(z.string()).default([]),
})

/** What begins with an underscore is no exercise: the server leaves it out, too. */
export const exerciseIds = foldersIn(exercises).filter((name) => !name.startsWith('_'))
export const pathIn = (id: string, ...names: string[]) => join(exercises, id, ...names)
export const textIn = (id: string, ...names: string[]) => readFileSync(pathIn(id, ...names), 'utf8')
export const manifestOf = (id: string) => exerciseManifestSchema.parse(parse(textIn(id, 'exercise.yml')))

export function mutantsOf(id: string) {
  return foldersIn(pathIn(id, 'mutants')).map((name) => ({
    name,
    ...mutantSchema.parse(parse(textIn(id, 'mutants', name, 'mutant.yml'))),
  }))
}

/** A copy of the solution with a mutant's files over it. It removes itself. */
export async function mutate(id: string, mutant: string) {
  const directory = await mkdtemp(join(tmpdir(), 'mutant-'))
  await cp(pathIn(id, 'solution'), directory, { recursive: true })
  await cp(pathIn(id, 'mutants', mutant), directory, { recursive: true })
  return { directory, [Symbol.asyncDispose]: () => rm(directory, { recursive: true }) }
}

function foldersIn(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
}
