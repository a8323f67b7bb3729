import type { StoredVersion } from '#contracts/api/regrades.ts'
import type { Reader } from '../db/connect.ts'
import { checksVersionProblem, compareVersions } from './checks-version.ts'
import { listVersionsWithCounts } from './store.ts'

/** Versions with something to grade again, each with those whose checks may do it. */
export async function listStoredVersions(db: Reader): Promise<StoredVersion[]> {
  const versions = await listVersionsWithCounts(db)
  return versions
    .filter((version) => version.submissions > 0)
    .map((version) => ({
      id: version.id,
      exerciseId: version.exercise_id,
      title: version.manifest.title,
      version: version.version,
      language: version.manifest.language,
      submissions: version.submissions,
      checksVersions: versions
        .filter((other) => checksVersionProblem(version, other) === null)
        .sort((a, b) => compareVersions(a.version, b.version))
        .map((other) => ({ id: other.id, version: other.version })),
    }))
}
