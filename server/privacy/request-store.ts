import { sql } from 'kysely'
import type { Reader } from '../db/connect.ts'
import { AppError } from '../http/app-error.ts'

/** Whom an invitation is for, and what there is of them in all their invitations. Throws `not_found`. */
export async function getCandidateOf(db: Reader, invitationId: string) {
  const row = await db
    .selectFrom('invitations as asked')
    .innerJoin('candidates', 'candidates.id', 'asked.candidate_id')
    .innerJoin('invitations', 'invitations.candidate_id', 'candidates.id')
    .leftJoin('attempts', 'attempts.invitation_id', 'invitations.id')
    .leftJoin('submissions', 'submissions.attempt_id', 'attempts.id')
    .leftJoin('reviews', 'reviews.submission_id', 'submissions.id')
    .select('candidates.id')
    .select(sql<string>`coalesce(asked.candidate_name, candidates.name)`.as('name'))
    .select([
      sql<number>`count(distinct invitations.id)::int`.as('invitations'),
      sql<number>`count(distinct submissions.id)::int`.as('submissions'),
      sql<number>`count(distinct reviews.id)::int`.as('reviews'),
      sql<boolean>`bool_or(attempts.id is not null and attempts.submitted_at is null)`.as('isAtWork'),
    ])
    .where('asked.id', '=', invitationId)
    .where('asked.practice_of', 'is', null)
    .where('invitations.practice_of', 'is', null)
    .groupBy(['candidates.id', 'asked.candidate_name'])
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return row
}
