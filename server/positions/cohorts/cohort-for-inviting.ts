import type { UnitOfWork } from '../../deps.ts'
import { holdPosition, lockPosition } from '../store.ts'
import { openCohort } from './open-cohort.ts'
import { nextPins, type Pin } from './pins.ts'
import { findOpenCohort } from './store.ts'

/**
 * The position, which stays as it is until the transaction ends, and the cohort that people are invited into. Null where there is no
 * such position. One that was put in without a cohort gets its first, under the lock that keeps two at once apart.
 */
export async function cohortForInviting(
  scope: UnitOfWork,
  { positionId, now, loaded }: { positionId: string; now: Date; loaded: () => Promise<readonly Pin[]> },
) {
  const { tx } = scope
  const hasCohort = (await findOpenCohort(tx, positionId)) !== null
  const position = hasCohort ? await holdPosition(tx, positionId) : await lockPosition(tx, positionId)
  if (position === null) return null
  const open = await findOpenCohort(tx, positionId)
  if (open !== null) return { position, cohortId: open.id, pins: open.pins }
  const pins = nextPins(position.exercise_ids, { pinned: [], loaded: await loaded(), newest: true })
  return { position, cohortId: await openCohort(scope, { positionId, pins, by: null, now }), pins }
}
