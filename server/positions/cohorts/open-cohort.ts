import type { UnitOfWork } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { findOpenCohort, insertCohort } from './store.ts'
import type { Pin } from './pins.ts'

interface Opening {
  positionId: string
  pins: readonly Pin[]
  /** Null where nobody did it by hand. */
  by: string | null
  now: Date
}

/** From now on people are invited into the new cohort; those of earlier ones keep what they were given. The position is locked. */
export async function openCohort(scope: UnitOfWork, opening: Opening): Promise<string> {
  const { positionId, pins, by, now } = opening
  const before = await findOpenCohort(scope.tx, positionId)
  const number = (before?.number ?? 0) + 1
  const id = await insertCohort(scope.tx, { positionId, number, pins, by, now })
  const exercises = pins.map(({ exerciseId, version }) => ({ exerciseId, version }))
  await recordFact(scope, {
    at: now,
    actor: by === null ? 'platform' : `staff:${by}`,
    name: 'cohort-opened',
    subjectId: positionId,
    detail: { number, exercises },
  })
  return id
}
