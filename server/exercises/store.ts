import type { ExerciseProblem, ExerciseSummary } from '#contracts/api/exercises.ts'
import type { Language } from '#contracts/languages.ts'
import type { Database, Reader, Tx } from '../db/connect.ts'
import { inTransaction } from '../db/transaction.ts'
import { isForeignKeyViolation } from '../db/violations.ts'
import { checksSha256 } from './checks-sha256.ts'
import type { Pin } from '../positions/cohorts/pins.ts'
import { insertPins, listCohortsOf } from '../positions/cohorts/store.ts'
import type { ExerciseFolder } from './read-folder.ts'

/**
 * Keeps a version. The same content again is nothing new. Other content under a number that somebody was already invited to
 * is refused, and so is it for a number by whose checks anything was graded: what a candidate took, and what it was judged by, must
 * stay what it was.
 */
export async function keepVersion(
  db: Database,
  folder: ExerciseFolder,
  now: Date,
): Promise<ExerciseProblem | null> {
  const { manifest } = folder
  try {
    await inTransaction(db, (tx) => replaceVersion(tx, folder, now))
    return null
  } catch (error) {
    // Whatever uses a version refers to its row, so that the database does not let it go.
    if (!isForeignKeyViolation(error)) throw error
    const reason = `version: ${manifest.version} was given to candidates, or judged by, with other content; raise the number`
    return { folder: manifest.id, file: 'exercise.yml', line: null, reason }
  }
}

async function replaceVersion(tx: Tx, folder: ExerciseFolder, now: Date): Promise<void> {
  const { manifest } = folder
  const known = await tx
    .selectFrom('exercise_versions')
    .select(['id', 'content_sha256'])
    .where('exercise_id', '=', manifest.id)
    .where('version', '=', manifest.version)
    .executeTakeFirst()
  if (known?.content_sha256 === folder.contentSha256) return
  // A cohort that nobody was invited into takes the new content under the number that it pinned.
  const cohortIds = known === undefined ? [] : await listCohortsOf(tx, known.id)
  if (known !== undefined) await tx.deleteFrom('exercise_versions').where('id', '=', known.id).execute()
  await tx
    .updateTable('exercise_versions')
    .set({ retired_at: now })
    .where('exercise_id', '=', manifest.id)
    .where('retired_at', 'is', null)
    .execute()
  const versionId = await insertVersion(tx, folder, now)
  const pin = { exerciseId: manifest.id, versionId, version: manifest.version }
  await insertPins(
    tx,
    cohortIds.map((cohortId) => ({ ...pin, cohortId })),
  )
}

async function insertVersion(tx: Tx, folder: ExerciseFolder, now: Date): Promise<string> {
  const { manifest } = folder
  const row = await tx
    .insertInto('exercise_versions')
    .values({
      exercise_id: manifest.id,
      version: manifest.version,
      content_sha256: folder.contentSha256,
      checks_sha256: checksSha256(folder),
      manifest: JSON.stringify(manifest),
      overview: folder.overview,
      instructions: folder.instructions,
      starter: JSON.stringify(folder.starter),
      probes: JSON.stringify(folder.probes),
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? (await getVersionId(tx, manifest))
}

/** Another server at its start has loaded the same at the same moment. */
async function getVersionId(tx: Tx, { id, version }: { id: string; version: string }): Promise<string> {
  const row = await tx
    .selectFrom('exercise_versions')
    .select('id')
    .where('exercise_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return row.id
}

/** No folder of an exercise can have such a name. */
const practicePrefix = '_practice-'
const practiceLike = `${practicePrefix.replace('_', '\\_')}%`
export const practiceIdOf = (language: Language) => `${practicePrefix}${language}`

export async function listExercises(db: Reader): Promise<ExerciseSummary[]> {
  const rows = await db
    .selectFrom('exercise_versions')
    .select('manifest')
    .where('retired_at', 'is', null)
    .where('exercise_id', 'not like', practiceLike)
    .orderBy('exercise_id')
    .execute()
  return rows.map(({ manifest }) => ({
    id: manifest.id,
    version: manifest.version,
    title: manifest.title,
    summary: manifest.summary,
    language: manifest.language,
    durationMinutes: manifest.durationMinutes,
    checkCount: manifest.checks.length,
  }))
}

/** The newest version of everything that can be asked, for a cohort to take. */
export async function listLoadedVersions(db: Reader): Promise<Pin[]> {
  const rows = await db
    .selectFrom('exercise_versions')
    .select(['exercise_id as exerciseId', 'id as versionId', 'version'])
    .where('retired_at', 'is', null)
    .where('exercise_id', 'not like', practiceLike)
    .execute()
  return rows
}

/** Of what is loaded the version that is newest. */
export async function findCurrentVersion(db: Reader, exerciseId: string) {
  const row = await db
    .selectFrom('exercise_versions')
    .select(['id', 'manifest'])
    .where('exercise_id', '=', exerciseId)
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** What a grading needs of a version: none of its prose, and not the starter. It exists, since rows that refer to it keep it alive. */
export async function getChecks(db: Reader, id: string) {
  return db
    .selectFrom('exercise_versions')
    .select(['manifest', 'probes'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

/** Names everything of a version that a grading depends on. */
export async function getChecksSha256(db: Reader, id: string): Promise<string> {
  const row = await db
    .selectFrom('exercise_versions')
    .select('checks_sha256')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return row.checks_sha256
}

export async function getStarter(db: Reader, id: string) {
  const { starter } = await db
    .selectFrom('exercise_versions')
    .select('starter')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return starter
}

/** What a run needs of a version that is judged by nothing hidden. */
export async function getManifest(db: Reader, id: string) {
  const { manifest } = await db
    .selectFrom('exercise_versions')
    .select('manifest')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return manifest
}

/** What a candidate reads before the clock runs. */
export async function getOverview(db: Reader, id: string) {
  return db
    .selectFrom('exercise_versions')
    .select(['manifest', 'overview'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}
