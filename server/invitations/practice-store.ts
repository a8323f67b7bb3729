import type { Tx } from '../db/connect.ts'

/** The hidden invitation that is the practice of another one in a language; null before the first time. */
export async function findPractice(
  tx: Tx,
  { invitationId, exerciseId }: { invitationId: string; exerciseId: string },
): Promise<string | null> {
  const row = await tx
    .selectFrom('invitations')
    .innerJoin('exercise_versions', 'exercise_versions.id', 'invitations.exercise_version_id')
    .select('invitations.id')
    .where('practice_of', '=', invitationId)
    .where('exercise_versions.exercise_id', '=', exerciseId)
    .executeTakeFirst()
  return row?.id ?? null
}

/** Null while the candidate has not chosen. */
export async function findExerciseVersionId(tx: Tx, invitationId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('invitations')
    .select('exercise_version_id')
    .where('id', '=', invitationId)
    .executeTakeFirstOrThrow()
  return row.exercise_version_id
}

/** It is of the same person for the same position, and ends when the other does. */
export async function insertPractice(
  tx: Tx,
  practice: { invitationId: string; exerciseVersionId: string; now: Date },
): Promise<string> {
  const { id } = await tx
    .insertInto('invitations')
    .columns([
      'candidate_id',
      'candidate_name',
      'position_id',
      'expires_at',
      'practice_of',
      'exercise_version_id',
      'created_at',
      'extra_time_factor',
    ])
    .expression((from) =>
      from
        .selectFrom('invitations as real')
        .select(['candidate_id', 'candidate_name', 'position_id', 'expires_at', 'id'])
        .select(({ val, lit, cast }) => [
          cast<string>(val(practice.exerciseVersionId), 'uuid').as('exercise_version_id'),
          cast<Date>(val(practice.now), 'timestamptz').as('created_at'),
          lit(1).as('extra_time_factor'),
        ])
        .where('id', '=', practice.invitationId),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
