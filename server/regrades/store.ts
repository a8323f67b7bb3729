import { sql } from 'kysely'
import type { Regrade } from '#contracts/api/regrades.ts'
import type { Verdict } from '#contracts/runs.ts'
import type { Reader, Tx } from '../db/connect.ts'
import { AppError } from '../http/app-error.ts'

const runsOf = (condition: string) =>
  sql<number>`(select count(*) from runs where runs.regrade_id = regrades.id and ${sql.raw(condition)})`
const platformErrors = sql<number>`(select count(*) from runs join run_results on run_results.run_id = runs.id
  where runs.regrade_id = regrades.id and run_results.result ->> 'verdict' = 'platform_error')`
const lastEndedAt = sql<Date | null>`(select max(finished_at) from runs where runs.regrade_id = regrades.id)`

function regradesWithCounts(db: Reader) {
  return db
    .selectFrom('regrades')
    .innerJoin('exercise_versions as taken', 'taken.id', 'regrades.from_version_id')
    .innerJoin('exercise_versions as judged_by', 'judged_by.id', 'regrades.checks_version_id')
    .innerJoin('staff', 'staff.id', 'regrades.asked_by')
    .leftJoin('submissions', 'submissions.id', 'regrades.submission_id')
    .select([
      'regrades.id',
      'regrades.reason',
      'regrades.asked_at',
      'staff.name as asked_by_name',
      'submissions.alias',
      'taken.manifest',
      'taken.version as from_version',
      'judged_by.version as checks_version',
    ])
    .select([
      runsOf(`state = 'queued'`).as('waiting'),
      runsOf(`state = 'running'`).as('running'),
      runsOf(`state = 'finished'`).as('finished'),
      platformErrors.as('platform_errors'),
      lastEndedAt.as('last_ended_at'),
    ])
}

type RegradeColumns = Awaited<ReturnType<typeof listRegrades>>[number]

export async function listRegrades(db: Reader) {
  return regradesWithCounts(db).orderBy('regrades.asked_at', 'desc').limit(100).execute()
}

/** Throws `not_found`. */
export async function getRegrade(db: Reader, id: string): Promise<RegradeColumns> {
  const row = await regradesWithCounts(db).where('regrades.id', '=', id).executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return row
}

export function presentRegrade(row: RegradeColumns): Regrade {
  const isEnded = row.waiting + row.running === 0
  return {
    id: row.id,
    exerciseTitle: row.manifest.title,
    fromVersion: row.from_version,
    checksVersion: row.checks_version,
    alias: row.alias,
    reason: row.reason,
    askedBy: row.asked_by_name,
    askedAt: row.asked_at.toISOString(),
    waiting: row.waiting,
    running: row.running,
    finished: row.finished,
    platformErrors: row.platform_errors,
    endedAt: isEnded ? (row.last_ended_at?.toISOString() ?? null) : null,
  }
}

const held = (result: string) =>
  sql<Record<string, boolean>>`coalesce((
    select jsonb_object_agg(card ->> 'checkId', card -> 'passed') from jsonb_array_elements(${sql.raw(result)} -> 'evidence') card
  ), '{}')`

/**
 * What a regrade has found so far, each beside what was known before it: the newest verdict from an earlier grading, if one had come to
 * any. Nothing but verdicts and checks is read: whole results may be large.
 */
export async function listOutcomes(db: Reader, regradeId: string) {
  return db
    .selectFrom('regrades')
    .innerJoin('runs', 'runs.regrade_id', 'regrades.id')
    .innerJoin('run_results as after', 'after.run_id', 'runs.id')
    .innerJoin('submissions', 'submissions.attempt_id', 'runs.attempt_id')
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('runs as earlier')
          .innerJoin('run_results', 'run_results.run_id', 'earlier.id')
          .select('run_results.result')
          .whereRef('earlier.attempt_id', '=', 'runs.attempt_id')
          .where('earlier.kind', '=', 'graded')
          .whereRef('earlier.id', '!=', 'runs.id')
          .whereRef('earlier.created_at', '<=', 'regrades.asked_at')
          .where(sql<string>`run_results.result ->> 'verdict'`, '!=', 'platform_error')
          .orderBy('earlier.created_at', 'desc')
          .orderBy(sql`earlier.regrade_id is null`)
          .limit(1)
          .as('before'),
      (join) => join.onTrue(),
    )
    .select([
      'submissions.alias',
      sql<Verdict>`after.result ->> 'verdict'`.as('after_verdict'),
      held('after.result').as('after_held'),
      sql<Verdict | null>`before.result ->> 'verdict'`.as('before_verdict'),
      held('before.result').as('before_held'),
    ])
    .where('regrades.id', '=', regradeId)
    .orderBy('submissions.alias')
    .execute()
}

export async function listVersionsWithCounts(db: Reader) {
  return db
    .selectFrom('exercise_versions')
    .select(['id', 'exercise_id', 'version', 'manifest'])
    .select(({ selectFrom }) =>
      selectFrom('submissions')
        .innerJoin('attempts', 'attempts.id', 'submissions.attempt_id')
        .innerJoin('invitations', 'invitations.id', 'attempts.invitation_id')
        .whereRef('invitations.exercise_version_id', '=', 'exercise_versions.id')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .$asScalar()
        .as('submissions'),
    )
    .orderBy('exercise_id')
    .orderBy('created_at', 'desc')
    .execute()
}

/** Locks a version, so that two who ask for the same regrade come one after the other. Null where there is none. */
export async function lockVersion(tx: Tx, id: string) {
  const row = await tx
    .selectFrom('exercise_versions')
    .select(['id', 'exercise_id', 'version', 'manifest'])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row ?? null
}

export async function findVersion(tx: Tx, id: string) {
  const row = await tx
    .selectFrom('exercise_versions')
    .select(['id', 'exercise_id', 'version', 'manifest'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** The regrade of all of a version's submissions that has not ended, if there is one. */
export async function findOpenRegrade(tx: Tx, fromVersionId: string) {
  const row = await tx
    .selectFrom('regrades')
    .select(['id', 'asked_by', 'checks_version_id', 'reason'])
    .where('from_version_id', '=', fromVersionId)
    .where('submission_id', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('runs')
          .select('runs.id')
          .whereRef('runs.regrade_id', '=', 'regrades.id')
          .where('state', 'in', ['queued', 'running']),
      ),
    )
    .executeTakeFirst()
  return row ?? null
}

export interface NewRegrade {
  askedBy: string
  askedAt: Date
  reason: string
  fromVersionId: string
  checksVersionId: string
  /** Only this one; null for all submissions of the version. */
  submissionId: string | null
}

export async function insertRegrade(tx: Tx, regrade: NewRegrade): Promise<string> {
  const { id } = await tx
    .insertInto('regrades')
    .values({
      asked_by: regrade.askedBy,
      asked_at: regrade.askedAt,
      reason: regrade.reason,
      from_version_id: regrade.fromVersionId,
      checks_version_id: regrade.checksVersionId,
      submission_id: regrade.submissionId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
