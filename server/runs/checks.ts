import { shareOutChecks, type ExerciseManifest } from '#contracts/exercise-manifest.ts'
import type { WorkspaceFile } from '#contracts/workspace.ts'
import type { AttemptRow } from '../attempts/store.ts'
import type { Reader } from '../db/connect.ts'
import { getVersion } from '../exercises/store.ts'
import { sha256 } from '../workspaces/tree.ts'
import { getRegradeRow } from '../regrades/store.ts'

/** The version by whose checks a run is judged: the one that the candidate took, unless a regrade names another. */
export async function getChecks(
  db: Reader,
  run: { regrade_id: string | null },
  attempt: Pick<AttemptRow, 'exercise_version_id'>,
) {
  if (run.regrade_id === null) return getVersion(db, attempt.exercise_version_id)
  return getVersion(db, (await getRegradeRow(db, run.regrade_id)).checks_version_id)
}

/** One name for everything of a version that a grading depends on: probes, check ids and limits. */
export function checksSha256(version: {
  probes: readonly WorkspaceFile[]
  manifest: Pick<ExerciseManifest, 'limits' | 'checks'>
}): string {
  const { wallMs, memoryMiB, pids, outputKiB } = version.manifest.limits.graded
  const probes = version.probes.map(({ path, content }) => [path, content])
  const shares = shareOutChecks(version.manifest.checks)
  return sha256(JSON.stringify([probes, shares, wallMs, memoryMiB, pids, outputKiB]))
}
