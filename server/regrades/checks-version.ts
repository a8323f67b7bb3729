import type { ExerciseManifest } from '#contracts/exercise-manifest.ts'

interface Version {
  exercise_id: string
  version: string
  manifest: Pick<ExerciseManifest, 'language' | 'entryFile'>
}

/** Why the checks of one version cannot judge what was written for another, in words; null where they can. */
export function checksVersionProblem(from: Version, checks: Version): string | null {
  if (from.exercise_id !== checks.exercise_id) return 'these checks belong to another exercise'
  if (compareVersions(checks.version, from.version) < 0) {
    return `${checks.version} is older than ${from.version}; choose the same version or a newer one`
  }
  if (from.manifest.language !== checks.manifest.language) {
    return `${checks.version} is for another language, so it cannot run these submissions`
  }
  if (from.manifest.entryFile !== checks.manifest.entryFile) {
    return `${checks.version} starts ${checks.manifest.entryFile}, but these submissions start ${from.manifest.entryFile}`
  }
  return null
}

/** Below zero where the first is older. Versions are three numbers, which the manifest's schema demands. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number))
  for (const index of [0, 1, 2]) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
