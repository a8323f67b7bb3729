import { sql } from 'kysely'
import type { ExerciseProblem, ExerciseSummary } from '#contracts/api/exercises.ts'
import type { Language } from '#contracts/languages.ts'
import type { Database, Reader } from '../db/connect.ts'
import { inTransaction } from '../db/transaction.ts'
import { AppError } from '../http/app-error.ts'
import type { ExerciseFolder } from './read-folder.ts'

const wasUsed = sql<boolean>`(
  exists (select from invitations where invitations.exercise_version_id = exercise_versions.id)
  or exists (select from regrades where regrades.checks_version_id = exercise_versions.id)
)`

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
  return inTransaction(db, async (tx) => {
    const known = await tx
      .selectFrom('exercise_versions')
      .select(['exercise_versions.id', 'content_sha256'])
      .select(wasUsed.as('was_used'))
      .where('exercise_id', '=', manifest.id)
      .where('version', '=', manifest.version)
      .executeTakeFirst()
    if (known?.content_sha256 === folder.contentSha256) return null
    if (known !== undefined && known.was_used) {
      const reason = `version: ${manifest.version} was given to candidates, or judged by, with other content; raise the number`
      return { folder: manifest.id, file: 'exercise.yml', line: null, reason }
    }
    if (known !== undefined) await tx.deleteFrom('exercise_versions').where('id', '=', known.id).execute()
    await tx
      .updateTable('exercise_versions')
      .set({ retired_at: now })
      .where('exercise_id', '=', manifest.id)
      .where('retired_at', 'is', null)
      .execute()
    await tx
      .insertInto('exercise_versions')
      .values({
        exercise_id: manifest.id,
        version: manifest.version,
        content_sha256: folder.contentSha256,
        manifest: JSON.stringify(manifest),
        overview: folder.overview,
        instructions: folder.instructions,
        starter: JSON.stringify(folder.starter),
        probes: JSON.stringify(folder.probes),
        created_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return null
  })
}

/** No folder of an exercise can have such a name. */
const practicePrefix = '_practice-'
export const practiceIdOf = (language: Language) => `${practicePrefix}${language}`

export async function listExercises(db: Reader): Promise<ExerciseSummary[]> {
  const rows = await db
    .selectFrom('exercise_versions')
    .select('manifest')
    .where('retired_at', 'is', null)
    .where('exercise_id', 'not like', `${practicePrefix.replace('_', '\\_')}%`)
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

/** The version that new invitations get. */
export async function findCurrentVersion(db: Reader, exerciseId: string) {
  const row = await db
    .selectFrom('exercise_versions')
    .select(['id', 'manifest'])
    .where('exercise_id', '=', exerciseId)
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** A version by its row, with everything in it. It exists, since rows that refer to it keep it alive. */
export async function getVersion(db: Reader, id: string) {
  const row = await db.selectFrom('exercise_versions').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined)
    throw new AppError('internal', { cause: new Error(`exercise version ${id} is missing`) })
  return row
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
