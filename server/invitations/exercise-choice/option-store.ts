import { sql } from 'kysely'
import type { Reader, Tx } from '../../db/connect.ts'

/** An exercise that a candidate may choose, in the version that their cohort pins. */
export interface ExerciseOption {
  exerciseId: string
  versionId: string
  title: string
  durationMinutes: number
}

/** What an invitation leaves to the candidate to choose from; in a fixed order. */
export async function listOptions(db: Reader, invitationId: string): Promise<ExerciseOption[]> {
  return db
    .selectFrom('invitations')
    .innerJoin('position_cohort_exercises as pinned', 'pinned.cohort_id', 'invitations.cohort_id')
    .innerJoin('exercise_versions', 'exercise_versions.id', 'pinned.exercise_version_id')
    .select(['pinned.exercise_id as exerciseId', 'exercise_versions.id as versionId'])
    .select(sql<string>`exercise_versions.manifest ->> 'title'`.as('title'))
    .select(sql<number>`(exercise_versions.manifest ->> 'durationMinutes')::int`.as('durationMinutes'))
    .where('invitations.id', '=', invitationId)
    .orderBy('pinned.exercise_id')
    .execute()
}

/** The caller holds the lock of the invitation. */
export async function writeChoice(tx: Tx, invitationId: string, versionId: string): Promise<void> {
  await tx
    .updateTable('invitations')
    .set({ exercise_version_id: versionId })
    .where('id', '=', invitationId)
    .execute()
}
