import type { Deps, UnitOfWork } from '../../deps.ts'
import { inTransaction } from '../../db/transaction.ts'
import { listLoadedVersions } from '../../exercises/store.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { AppError } from '../../http/app-error.ts'
import { cohortForInviting } from '../../positions/cohorts/cohort-for-inviting.ts'
import { createInvitationIn } from '../create-invitation.ts'
import { settleExercise } from '../exercise-choice/settle-exercise.ts'
import { countRows, lockImport, type ImportRecord, type ImportRowRecord } from './store.ts'
import {
  isInvitedSince,
  listToMake,
  listUnfinished,
  writeFinished,
  writeOutcome,
  type RowOutcome,
} from './make-store.ts'

const batchSize = 50

/**
 * Makes the invitations of a confirmed list, a batch a transaction. Killed at any moment or run twice at once, it invites each person
 * once: what became of a row is written in the transaction that made its invitation.
 */
export async function makeInvitations(deps: Deps, importId: string): Promise<void> {
  let limit = batchSize
  for (;;) {
    try {
      const isMore = await makeBatch(deps, importId, limit)
      if (!isMore) return
      limit = batchSize
    } catch (error) {
      // One row that cannot be made must not hold up those beside it: each is tried alone, and then said to have failed.
      if (limit === 1) await skipNext(deps, importId, error)
      limit = 1
    }
  }
}

export async function sweepImports(deps: Deps): Promise<void> {
  const now = await deps.clock.now()
  for (const importId of await listUnfinished(deps.db)) deps.jobs.enqueueImport(importId, now)
}

/** True where there may be more. */
async function makeBatch(deps: Deps, importId: string, limit: number): Promise<boolean> {
  const now = await deps.clock.now()
  return inTransaction(deps.db, async (tx, afterCommit) => {
    const scope = { deps, tx, afterCommit }
    const list = await findMaking(scope, importId)
    if (list === null) return false
    const rows = await listToMake(tx, importId, limit)
    const make = rowMaker(scope, list, now)
    for (const row of rows) await writeOutcome(tx, { ...row, round: list.round }, await make(row))
    afterCommit(() => deps.announce('import-changed', { importId }))
    if (rows.length === limit) return true
    await finish(scope, list, now)
    return false
  })
}

/** Null where it was made to its end, taken back or forgotten meanwhile. */
async function findMaking({ tx }: UnitOfWork, importId: string): Promise<ImportRecord | null> {
  const list = await lockImport(tx, importId).catch((error: unknown) => {
    if (error instanceof AppError) return null
    throw error
  })
  return list === null || list.confirmed_at === null || list.finished_at !== null ? null : list
}

/** Answers what becomes of a row, from what is true now: the list may have been read a while ago. */
function rowMaker(scope: UnitOfWork, list: ImportRecord, now: Date) {
  const loaded = () => listLoadedVersions(scope.tx)
  const found = cohortForInviting(scope, { positionId: list.position_id, now, loaded })
  return async (row: ImportRowRecord): Promise<RowOutcome> => {
    const { address_key: addressKey, exercise_id: exerciseId } = row
    const reason = unsendable(row, list, now)
    if (reason !== null || addressKey === null)
      return { reason: reason ?? 'There is no address that can be written to.' }
    const into = await found
    if (into === null || into.position.closed_at !== null)
      return { reason: 'The position was closed meanwhile.' }
    const settled = settleExercise({ allowed: into.position.exercise_ids, pins: into.pins }, exerciseId)
    if ('refusal' in settled) return { reason: 'The position no longer uses this exercise.' }
    const earlier = { addressKey, positionId: list.position_id, since: list.created_at }
    if (await isInvitedSince(scope.tx, earlier))
      return { reason: 'Was invited for this position since the list was read.' }
    const { cohortId } = into
    const { exerciseId: settledId, exerciseVersionId } = settled
    return invite(scope, { row, list, now, cohortId, exerciseId: settledId, exerciseVersionId })
  }
}

function unsendable(row: ImportRowRecord, list: ImportRecord, now: Date): string | null {
  if (row.problem !== null) return row.problem.reason
  if (list.take_by <= now) return 'The last day to start has passed.'
  return row.appointment_at !== null && row.appointment_at <= now ? 'The start time has passed.' : null
}

interface Invited {
  row: ImportRowRecord
  list: ImportRecord
  now: Date
  cohortId: string
  exerciseId: string | null
  exerciseVersionId: string | null
}

async function invite(scope: UnitOfWork, { row, list, now, ...exercise }: Invited): Promise<RowOutcome> {
  const { appointment_at: at, appointment_zone: zone } = row
  const dueAt = list.mails_due_at ?? now
  try {
    const invitationId = await createInvitationIn(scope, {
      ...exercise,
      candidateName: nameOf(row),
      candidateEmail: row.email,
      // The page has shown the other name beside it; one that became known since is asked about.
      otherNameIsMeant: row.name_known !== null,
      positionId: list.position_id,
      by: list.confirmed_by,
      now,
      expiresAt: list.take_by,
      scheduleBy: list.schedule_by,
      appointment: at === null || zone === null ? null : { at, zone },
      extraTimeFactor: row.extra_time_factor,
      opensAt: dueAt > now ? dueAt : now,
    })
    return { invitationId }
  } catch (error) {
    if (error instanceof AppError) return { reason: `${error.message} ${error.next}` }
    throw error
  }
}

export function nameOf(
  row: Pick<ImportRowRecord, 'name_choice' | 'name_written' | 'name_turned' | 'name_known'>,
): string {
  if (row.name_choice === 'known') return row.name_known ?? row.name_written
  return row.name_choice === 'turned' ? (row.name_turned ?? row.name_written) : row.name_written
}

async function finish(scope: UnitOfWork, list: ImportRecord, now: Date): Promise<void> {
  await writeFinished(scope.tx, list.id, now)
  const counts = await countRows(scope.tx, list.id)
  const sum = (outcome: string) =>
    counts.filter((each) => each.outcome === outcome).reduce((total, { rows }) => total + rows, 0)
  const detail = { round: list.round, invited: sum('invited'), skipped: sum('skipped') }
  const actor = list.confirmed_by === null ? 'platform' : `staff:${list.confirmed_by}`
  await recordFact(scope, { at: now, actor, name: 'invitation-import-made', subjectId: list.id, detail })
}

async function skipNext(deps: Deps, importId: string, error: unknown): Promise<void> {
  deps.log.error({ err: error, importId }, 'a person on a list could not be invited')
  await inTransaction(deps.db, async (tx, afterCommit) => {
    const list = await findMaking({ deps, tx, afterCommit }, importId)
    const [row] = list === null ? [] : await listToMake(tx, importId, 1)
    if (list === null || row === undefined) return
    await writeOutcome(
      tx,
      { ...row, round: list.round },
      { reason: 'This failed by a fault of ours. Try it again.' },
    )
  })
}
