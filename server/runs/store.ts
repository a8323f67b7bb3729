import { sql, type Selectable } from 'kysely'
import type { TestFilter, RunKind, RunResult } from '#contracts/runs.ts'
import { lockAttempt } from '../attempts/store.ts'
import type { Reader, Tx } from '../db/connect.ts'
import type { Tables } from '../db/tables.ts'
import { storableJson } from '../db/storable-text.ts'
import type { QueuedRun } from '../deps.ts'
import { AppError } from '../http/app-error.ts'

interface NewRun {
  attemptId: string
  kind: RunKind
  revision: number
  /** By whose checks it is judged. */
  checksVersionId: string
  only?: TestFilter
  now: Date
}

export async function insertRun(tx: Tx, run: NewRun): Promise<QueuedRun> {
  return tx
    .insertInto('runs')
    .values({
      attempt_id: run.attemptId,
      kind: run.kind,
      revision: run.revision,
      checks_version_id: run.checksVersionId,
      state: 'queued',
      test_filter: run.only === undefined ? null : JSON.stringify(run.only),
      created_at: run.now,
    })
    .returning(['id', 'kind', 'claim_no', 'regrade_id'])
    .executeTakeFirstOrThrow()
}

/** One waiting run for each submission of a regrade. However many there are, it is one statement. */
export async function insertRegradeRuns(
  tx: Tx,
  regrade: {
    regradeId: string
    checksVersionId: string
    submissions: readonly { attempt_id: string; revision: number }[]
    now: Date
  },
): Promise<QueuedRun[]> {
  const attemptIds = regrade.submissions.map((submission) => submission.attempt_id)
  const revisions = regrade.submissions.map((submission) => submission.revision)
  const { rows } = await sql<QueuedRun>`
    insert into runs (attempt_id, kind, revision, checks_version_id, state, created_at, regrade_id)
    select attempt_id, 'graded', revision, ${regrade.checksVersionId}::uuid, 'queued', ${regrade.now}::timestamptz,
      ${regrade.regradeId}::uuid
    from unnest(${attemptIds}::uuid[], ${revisions}::int[]) as stored (attempt_id, revision)
    returning id, kind, claim_no, regrade_id`.execute(tx)
  return rows
}

function runsWithResult(db: Reader) {
  return db
    .selectFrom('runs')
    .leftJoin('run_results', 'run_results.run_id', 'runs.id')
    .select(['id', 'kind', 'state', 'revision', 'test_filter', 'created_at', 'finished_at', 'result'])
    .select(({ selectFrom }) =>
      selectFrom('runs as ahead')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('ahead.state', '=', 'queued')
        .whereRef('ahead.kind', '=', 'runs.kind')
        .whereRef('ahead.created_at', '<', 'runs.created_at')
        .as('queued_before'),
    )
}

export type RunRow = Awaited<ReturnType<typeof listVisibleRuns>>[number]

export async function listVisibleRuns(db: Reader, attemptId: string) {
  return runsWithResult(db)
    .where('attempt_id', '=', attemptId)
    .where('kind', '=', 'visible')
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute()
}

export async function getVisibleRun(db: Reader, ids: { attemptId: string; runId: string }): Promise<RunRow> {
  const row = await runsWithResult(db)
    .where('id', '=', ids.runId)
    .where('attempt_id', '=', ids.attemptId)
    .where('kind', '=', 'visible')
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return row
}

export type LockedRun = Selectable<Tables['runs']>

/** A run under the lock of its attempt, which a click takes too: what changes one attempt's runs happens one after another. */
export async function lockRun(tx: Tx, id: string): Promise<LockedRun | null> {
  const found = await tx.selectFrom('runs').select('attempt_id').where('id', '=', id).executeTakeFirst()
  if (found === undefined) return null
  await lockAttempt(tx, found.attempt_id)
  const row = await tx.selectFrom('runs').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row ?? null
}

/** One candidate holds one slot at a time, however many workers there are: the next click waits for the last to end. */
export async function isAttemptBusy(
  tx: Tx,
  run: { attempt_id: string; kind: RunKind },
  now: Date,
): Promise<boolean> {
  if (run.kind === 'graded') return false
  const active = await tx
    .selectFrom('runs')
    .select('id')
    .where('attempt_id', '=', run.attempt_id)
    .where('kind', '=', 'visible')
    .where('state', '=', 'running')
    .where('lease_until', '>', now)
    .executeTakeFirst()
  return active !== undefined
}

/** The visible run of an attempt that waits, if one does. */
export async function findWaiting(db: Reader, attemptId: string) {
  const row = await db
    .selectFrom('runs')
    .select(['id', 'kind', 'claim_no', 'regrade_id'])
    .where('attempt_id', '=', attemptId)
    .where('kind', '=', 'visible')
    .where('state', '=', 'queued')
    .executeTakeFirst()
  return row ?? null
}

/** A visible run that still waits gives way to a newer one; answers which. */
export async function supersedeWaiting(tx: Tx, attemptId: string, now: Date): Promise<QueuedRun | null> {
  const row = await tx
    .updateTable('runs')
    .set({ state: 'superseded', finished_at: now })
    .where('attempt_id', '=', attemptId)
    .where('kind', '=', 'visible')
    .where('state', '=', 'queued')
    .returning(['id', 'kind', 'claim_no', 'regrade_id'])
    .executeTakeFirst()
  return row ?? null
}

/** Back among the waiting, unless a newer click waits there already: then that one stands for both. */
export async function returnToQueue(
  tx: Tx,
  run: { id: string; attempt_id: string; kind: RunKind },
  now: Date,
): Promise<void> {
  const waits = run.kind === 'graded' || (await findWaiting(tx, run.attempt_id)) === null
  await tx
    .updateTable('runs')
    .set(
      waits
        ? { state: 'queued', lease_until: null }
        : { state: 'superseded', finished_at: now, lease_until: null },
    )
    .where('id', '=', run.id)
    .execute()
}

/** Writes a run's one result and closes it. The table holds at most one result a run. */
export async function finishRun(
  tx: Tx,
  run: { id: string; claimNo: number; result: RunResult; now: Date },
): Promise<void> {
  await tx
    .insertInto('run_results')
    .values({
      run_id: run.id,
      claim_no: run.claimNo,
      result: storableJson(run.result),
      recorded_at: run.now,
    })
    .execute()
  await tx
    .updateTable('runs')
    .set({ state: 'finished', finished_at: run.now, lease_until: null })
    .where('id', '=', run.id)
    .execute()
}

/** Whether the grading that counts has come to a verdict. One that failed through us says nothing. */
export async function isGraded(db: Reader, attemptId: string): Promise<boolean> {
  const row = await db
    .selectFrom('gradings')
    .select('result')
    .where('attempt_id', '=', attemptId)
    .executeTakeFirst()
  return row !== undefined && row.result.verdict !== 'platform_error'
}
