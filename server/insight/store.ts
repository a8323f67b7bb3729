import { sql } from 'kysely'
import type { Reader } from '../db/connect.ts'
import { reviewsNeeded } from '../reviews/store.ts'
import { answeredAt } from '../submissions/promise/promise-store.ts'

export interface Narrowing {
  positionId: string | undefined
  cohort: number | undefined
  from: Date | undefined
  before: Date | undefined
}

const creditsMs = sql<number>`coalesce((select sum(amount_ms) from credits where credits.attempt_id = attempts.id), 0)`
const reviewed = sql<boolean>`(
  select count(*) from reviews where reviews.submission_id = submissions.id and reviews.submitted_at is not null
) >= ${reviewsNeeded}`
/** What was promised first is what was promised: a date that was told later is a broken promise. */
const promisedAt = sql<Date | null>`(
  select due_at from answer_promises where answer_promises.attempt_id = attempts.id order by seq limit 1
)`
const lastPassingAt = sql<Date | null>`(
  select max(runs.created_at) from runs join run_results on run_results.run_id = runs.id
  where runs.attempt_id = attempts.id and runs.kind = 'visible' and run_results.result ->> 'verdict' = 'passed'
)`
/** The ids of checks with whether each passed, and nothing else of what they found. */
const checks = sql<{ id: string; passed: boolean }[] | null>`(
  select json_agg(json_build_object('id', card ->> 'id', 'passed', (card ->> 'passed')::boolean))
  from jsonb_array_elements(gradings.result -> 'evidence') as card
)`

const columns = [
  'invitations.position_id',
  'positions.title as position_title',
  'position_cohorts.number as cohort',
  'invitations.exercise_version_id',
  'invitations.created_at',
  'invitations.opened_at',
  'invitations.appointment_at',
  'invitations.revoked_at',
  'invitations.declined_at',
  'invitations.expires_at',
  'attempts.started_at',
  'attempts.submitted_at',
  'attempts.base_duration_ms',
  'attempts.extra_time_factor',
  'submissions.submitted_by',
] as const

/** A row an invitation, without who it is. */
export async function listCourses(db: Reader, { positionId, cohort, from, before }: Narrowing) {
  let query = db
    .selectFrom('invitations')
    .innerJoin('positions', 'positions.id', 'invitations.position_id')
    .leftJoin('position_cohorts', 'position_cohorts.id', 'invitations.cohort_id')
    .leftJoin('attempts', 'attempts.invitation_id', 'invitations.id')
    .leftJoin('submissions', 'submissions.attempt_id', 'attempts.id')
    .leftJoin('gradings', 'gradings.attempt_id', 'attempts.id')
    .select(columns)
    .select([
      creditsMs.as('credits_ms'),
      reviewed.as('reviewed'),
      promisedAt.as('promised_at'),
      answeredAt(sql.ref('attempts.id')).as('answered_at'),
      lastPassingAt.as('last_passing_at'),
      checks.as('checks'),
    ])
    .where('invitations.practice_of', 'is', null)
  if (positionId !== undefined) query = query.where('invitations.position_id', '=', positionId)
  if (cohort !== undefined) query = query.where('position_cohorts.number', '=', cohort)
  if (from !== undefined) query = query.where('invitations.created_at', '>=', from)
  if (before !== undefined) query = query.where('invitations.created_at', '<', before)
  return query.execute()
}

export type Course = Awaited<ReturnType<typeof listCourses>>[number]

/** How the versions are called, and what their checks are. */
export async function listManifests(db: Reader, versionIds: readonly string[]) {
  const rows = await db
    .selectFrom('exercise_versions')
    .select(['id', 'manifest'])
    .where('id', '=', sql<string>`any(${[...versionIds]}::uuid[])`)
    .execute()
  return new Map(rows.map(({ id, manifest }) => [id, manifest]))
}
