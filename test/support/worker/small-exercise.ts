import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fillIn, runCommand } from '../../cli/exercise/made-exercise.ts'

/** The exercises of a server of its own; the folder removes itself. */
export interface ExercisesFolder extends AsyncDisposable {
  path: string
  /** What `fairtime exercise new` makes, with a word of its manifest changed and with other checks. */
  add(exercise: {
    id: string
    language: 'go' | 'typescript'
    probes: Record<string, string>
    manifest?: (text: string) => string
  }): Promise<void>
}

/** The checks that the manifest of such an exercise names, in that order. */
export const smallCheckIds = [
  'greets',
  'unknown-guest',
  'book-fails',
  'book-hangs',
  'side-by-side',
  'caller-leaves',
] as const

export async function openExercisesFolder(): Promise<ExercisesFolder> {
  const path = await mkdtemp(join(tmpdir(), 'fairtime-exercises-'))
  return {
    path,
    async add({ id, language, probes, manifest = (text) => text }) {
      const made = await runCommand(path, 'new', id, '--language', language, '--in', '.')
      if (made.code !== 0) throw new Error(made.output)
      const folder = join(path, id)
      await fillIn(folder)
      const file = join(folder, 'exercise.yml')
      await writeFile(file, manifest(await readFile(file, 'utf8')))
      for (const [name, content] of Object.entries(probes))
        await writeFile(join(folder, 'probes', name), content)
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  }
}
