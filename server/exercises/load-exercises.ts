import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ExerciseProblem } from '#contracts/api/exercises.ts'
import type { Deps } from '../deps.ts'
import { readExerciseFolder } from './read-folder.ts'
import { keepVersion } from './store.ts'

/**
 * Brings the folders on disk into the database, one immutable version each. A broken folder is reported and left out;
 * the versions that were loaded from it before stay in use.
 */
export async function loadExercises(
  deps: Pick<Deps, 'db' | 'log' | 'config'>,
  now: Date,
): Promise<readonly ExerciseProblem[]> {
  const root = deps.config.exercisesDir
  const entries = await readdir(root, { withFileTypes: true }).catch(() => [])
  const problems: ExerciseProblem[] = []
  for (const entry of entries) {
    if (!entry.isDirectory() || entry.name.startsWith('.') || entry.name.startsWith('_')) continue
    const read = await readExerciseFolder(join(root, entry.name), entry.name)
    const problem = 'reason' in read ? read : await keepVersion(deps.db, read, now)
    if (problem === null) continue
    problems.push(problem)
    deps.log.warn({ ...problem }, `exercise "${problem.folder}" is left out: ${problem.reason}`)
  }
  if (entries.length === 0) deps.log.warn({ folder: root }, 'there is no exercise folder here')
  return problems
}
