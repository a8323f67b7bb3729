import { createHash } from 'node:crypto'
import { shareOutChecks, type ExerciseManifest } from '#contracts/exercise-manifest.ts'
import type { WorkspaceFile } from '#contracts/workspace.ts'

/** One name for everything of a version that a grading depends on: probes, check ids and limits. */
export function checksSha256(version: {
  probes: readonly WorkspaceFile[]
  manifest: Pick<ExerciseManifest, 'limits' | 'checks'>
}): string {
  const { wallMs, memoryMiB, pids, outputKiB } = version.manifest.limits.graded
  const probes = version.probes.map(({ path, content }) => [path, content])
  const shares = shareOutChecks(version.manifest.checks)
  const named = JSON.stringify([probes, shares, wallMs, memoryMiB, pids, outputKiB])
  return createHash('sha256').update(named).digest('hex')
}
