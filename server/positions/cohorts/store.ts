import type { Reader, Tx } from '../../db/connect.ts'
import type { Pin } from './pins.ts'

interface Cohort {
  id: string
  positionId: string
  number: number
  openedAt: Date
  pins: Pin[]
}

/** The open cohort of each position, or of the one that is named: the newest. */
export async function listOpenCohorts(db: Reader, positionId?: string): Promise<Cohort[]> {
  const cohorts = await db
    .selectFrom('position_cohorts')
    .selectAll()
    .distinctOn('position_id')
    .$if(positionId !== undefined, (query) => query.where('position_id', '=', positionId ?? ''))
    .orderBy('position_id')
    .orderBy('number', 'desc')
    .execute()
  if (cohorts.length === 0) return []
  const pins = await db
    .selectFrom('position_cohort_exercises')
    .selectAll()
    .where(
      'cohort_id',
      'in',
      cohorts.map(({ id }) => id),
    )
    .orderBy('exercise_id')
    .execute()
  return cohorts.map((cohort) => ({
    id: cohort.id,
    positionId: cohort.position_id,
    number: cohort.number,
    openedAt: cohort.opened_at,
    pins: pins
      .filter((pin) => pin.cohort_id === cohort.id)
      .map((pin) => ({
        exerciseId: pin.exercise_id,
        versionId: pin.exercise_version_id,
        version: pin.version,
      })),
  }))
}

export async function findOpenCohort(db: Reader, positionId: string): Promise<Cohort | null> {
  const [cohort] = await listOpenCohorts(db, positionId)
  return cohort ?? null
}

/** The caller holds the lock of the position, so that of two at once each gets a number of its own. */
export async function insertCohort(
  tx: Tx,
  cohort: { positionId: string; number: number; pins: readonly Pin[]; by: string | null; now: Date },
): Promise<string> {
  const { id } = await tx
    .insertInto('position_cohorts')
    .values({
      position_id: cohort.positionId,
      number: cohort.number,
      opened_at: cohort.now,
      opened_by: cohort.by,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await insertPins(
    tx,
    cohort.pins.map((pin) => ({ ...pin, cohortId: id })),
  )
  return id
}

interface CohortPin extends Pin {
  cohortId: string
}

export async function insertPins(tx: Tx, pins: readonly CohortPin[]): Promise<void> {
  if (pins.length === 0) return
  const rows = pins.map((pin) => ({
    cohort_id: pin.cohortId,
    exercise_id: pin.exerciseId,
    version: pin.version,
    exercise_version_id: pin.versionId,
  }))
  // Two servers that load the same version at once both bring its pins along.
  await tx
    .insertInto('position_cohort_exercises')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Which cohorts give out a version. */
export async function listCohortsOf(tx: Tx, versionId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('position_cohort_exercises')
    .select('cohort_id')
    .where('exercise_version_id', '=', versionId)
    .execute()
  return rows.map((row) => row.cohort_id)
}
