import { sql, type NotNull } from 'kysely'
import type { RunState, Verdict } from '#contracts/runs.ts'
import type { Tx } from '../db/connect.ts'
import { AppError } from '../http/app-error.ts'

/** The submission of an invitation, under the lock of its attempt. Throws `not_found`. */
export async function lockSubmission(tx: Tx, invitationId: string) {
  await tx.selectFrom('attempts').select('id').where('invitation_id', '=', invitationId).forUpdate().execute()
  const row = await tx
    .selectFrom('submissions')
    .innerJoin('attempts', 'attempts.id', 'submissions.attempt_id')
    .innerJoin('invitations', 'invitations.id', 'attempts.invitation_id')
    .select(['submissions.id', 'submissions.attempt_id', 'invitations.exercise_version_id'])
    .$narrowType<{ exercise_version_id: NotNull }>()
    .where('invitations.id', '=', invitationId)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return row
}

/** What a regrade is about, in the order in which it was submitted. */
export async function listStoredSubmissions(
  tx: Tx,
  of: { fromVersionId: string; submissionId: string | null },
) {
  const query = tx
    .selectFrom('submissions')
    .innerJoin('attempts', 'attempts.id', 'submissions.attempt_id')
    .innerJoin('invitations', 'invitations.id', 'attempts.invitation_id')
    .select(['submissions.attempt_id', 'submissions.revision'])
    .where('invitations.exercise_version_id', '=', of.fromVersionId)
    .orderBy('submissions.submitted_at')
  return of.submissionId === null
    ? query.execute()
    : query.where('submissions.id', '=', of.submissionId).execute()
}

/** The newest graded run of an attempt that is in one of these states. */
export async function findGradedRun(tx: Tx, wanted: { attemptId: string; states: RunState[] }) {
  const row = await tx
    .selectFrom('runs')
    .leftJoin('run_results', 'run_results.run_id', 'runs.id')
    .select(['runs.regrade_id', 'runs.checks_version_id'])
    .select(sql<Verdict | null>`run_results.result ->> 'verdict'`.as('verdict'))
    .where('runs.attempt_id', '=', wanted.attemptId)
    .where('runs.kind', '=', 'graded')
    .where('runs.state', 'in', wanted.states)
    .orderBy('runs.created_at', 'desc')
    .orderBy(sql`runs.regrade_id is null`)
    .executeTakeFirst()
  return row ?? null
}
