import { feedbackSchema, type Feedback } from '#contracts/api/submissions.ts'
import type { Reader, Tx } from '../../db/connect.ts'

export async function readFeedback(db: Reader, attemptId: string): Promise<Feedback | null> {
  const row = await db
    .selectFrom('feedback')
    .select('feedback')
    .where('attempt_id', '=', attemptId)
    .executeTakeFirst()
  return row === undefined ? null : feedbackSchema.parse(row.feedback)
}

export async function keepFeedback(
  db: Reader,
  given: { attemptId: string; feedback: Feedback; now: Date },
): Promise<void> {
  const content = { feedback: JSON.stringify(given.feedback), given_at: given.now }
  await db
    .insertInto('feedback')
    .values({ attempt_id: given.attemptId, ...content })
    .onConflict((conflict) => conflict.column('attempt_id').doUpdateSet(content))
    .execute()
}

/** Everything that was said, with what decides whether a reader may see it. */
export async function listFeedback(db: Reader, readerId: string) {
  return db
    .selectFrom('feedback')
    .innerJoin('attempts', 'attempts.id', 'feedback.attempt_id')
    .innerJoin('invitations', 'invitations.id', 'attempts.invitation_id')
    .innerJoin('exercise_versions', 'exercise_versions.id', 'invitations.exercise_version_id')
    .select(['feedback.attempt_id', 'feedback', 'given_at', 'manifest'])
    .select(['invitations.position_id', 'exercise_id'])
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('position_reviewers')
          .select('staff_id')
          .whereRef('position_reviewers.position_id', '=', 'invitations.position_id')
          .where('staff_id', '=', readerId),
      ).as('reads_as_reviewer'),
    )
    .execute()
}

export async function noteFeedbackViews(
  tx: Tx,
  view: { staffId: string; positionIds: readonly string[]; now: Date },
): Promise<void> {
  if (view.positionIds.length === 0) return
  await tx
    .insertInto('feedback_views')
    .values(
      [...new Set(view.positionIds)].map((position_id) => ({
        position_id,
        staff_id: view.staffId,
        viewed_at: view.now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
