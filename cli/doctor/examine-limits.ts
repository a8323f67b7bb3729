import type { Dirent } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { exerciseManifestSchema, type Limits } from '#contracts/exercise-manifest.ts'
import type { InstallPaths } from '../../scripts/setup/install-paths.ts'
import { good, type Line, type Part } from './part.ts'

/** What the runs of each exercise may use, and how many go at the same time. */
export async function examineLimits(place: InstallPaths, slots: { runs: string | undefined }): Promise<Part> {
  const folder = join(place.checkout, 'exercises')
  const isExercise = (entry: Dirent) => entry.isDirectory() && !entry.name.startsWith('_')
  const names = (await readdir(folder, { withFileTypes: true })).filter(isExercise)
  const lines = await Promise.all(names.map((entry) => describeExercise(folder, entry.name)))
  const runs = slots.runs ?? String(Math.max(1, availableParallelism() - 1))
  return {
    title: 'Limits',
    lines: [good('at the same time', `${runs} runs beside the submissions`), ...lines.flat()],
  }
}

async function describeExercise(folder: string, name: string): Promise<Line[]> {
  const text = await readFile(join(folder, name, 'exercise.yml'), 'utf8').catch(() => '')
  const manifest = exerciseManifestSchema.safeParse(parse(text))
  if (!manifest.success) {
    const remedy = `npx fairtime exercise check exercises/${name} says more.`
    return [{ health: 'bad', name, what: 'its manifest cannot be read', remedy }]
  }
  const { visible, graded } = manifest.data.limits
  return [good(name, `tests ${describe(visible)}; graded ${describe(graded)}`)]
}

const describe = ({ wallMs, memoryMiB, pids, outputKiB }: Limits) =>
  `${wallMs / 1_000} s, ${memoryMiB} MiB, ${pids} processes, ${outputKiB} KiB of output`
