import { sql } from 'kysely'
import type { Reader } from '../db/connect.ts'
import { AppError } from '../http/app-error.ts'

const mostEntries = 500
const mostRuns = 100

/** Whose page it is. A practice has none: throws `not_found`. */
export async function getTimelineSubject(db: Reader, invitationId: string) {
  return db
    .selectFrom('invitations')
    .leftJoin('attempts', 'attempts.invitation_id', 'invitations.id')
    .leftJoin('submissions', 'submissions.attempt_id', 'attempts.id')
    .select(['invitations.candidate_id', 'attempts.id as attempt_id', 'submissions.id as submission_id'])
    .where('invitations.id', '=', invitationId)
    .where('invitations.practice_of', 'is', null)
    .executeTakeFirstOrThrow(() => new AppError('not_found'))
}

/** What the audit holds of these subjects, newest first, with the names of staff who did it. Who looked at what is not of it. */
export async function listEntries(db: Reader, subjects: readonly string[]) {
  return db
    .selectFrom('audit')
    .leftJoin('staff', (join) => join.on(sql<boolean>`audit.actor = 'staff:' || staff.id`))
    .leftJoin('webhook_endpoints', (join) =>
      join.on(sql<boolean>`audit.actor = 'ats:' || webhook_endpoints.id`),
    )
    .leftJoin('api_keys', (join) => join.on(sql<boolean>`audit.actor = 'key:' || api_keys.id`))
    .select([
      'audit.id',
      'audit.at',
      'audit.action',
      'audit.actor',
      'audit.detail',
      'staff.name as staff_name',
      'api_keys.name as key_name',
      'webhook_endpoints.name as ats_name',
    ])
    .where('audit.subject', 'in', [...subjects])
    .where('audit.action', 'not in', ['submission-viewed', 'candidate-viewed', 'mails-viewed'])
    .orderBy('audit.id', 'desc')
    .limit(mostEntries)
    .execute()
}

export async function listRunsOf(db: Reader, attemptId: string) {
  return db
    .selectFrom('runs')
    .leftJoin('run_results', 'run_results.run_id', 'runs.id')
    .select(['runs.id', 'runs.kind', 'runs.created_at', 'run_results.result'])
    .where('runs.attempt_id', '=', attemptId)
    .where('runs.regrade_id', 'is', null)
    .orderBy('runs.created_at', 'desc')
    .limit(mostRuns)
    .execute()
}

/** What else the same person was invited to, the newest first. */
export async function listOtherInvitationIds(
  db: Reader,
  { candidateId, exceptId }: { candidateId: string; exceptId: string },
): Promise<string[]> {
  const rows = await db
    .selectFrom('invitations')
    .select('id')
    .where('candidate_id', '=', candidateId)
    .where('practice_of', 'is', null)
    .where('id', '<>', exceptId)
    .orderBy('created_at', 'desc')
    .limit(50)
    .execute()
  return rows.map(({ id }) => id)
}
