import { sql } from 'kysely'
import type { Reader } from '../../db/connect.ts'

const hasRole = sql<boolean>`'reviewer' = any(string_to_array(staff.roles, ','))`

interface Reviewed {
  positionId: string
  exerciseId: string
}

/** Of several exercises, for the one that the fewest may review. */
export async function countFewestReviewers(db: Reader, each: readonly Reviewed[]): Promise<number> {
  const counts = []
  for (const reviewed of each) counts.push(await countEligibleReviewers(db, reviewed))
  return Math.min(...counts)
}

/** Of the position's pool those who may review the exercise: whoever invited for the position never does. */
async function countEligibleReviewers(db: Reader, { positionId, exerciseId }: Reviewed): Promise<number> {
  const { count } = await db
    .selectFrom('position_reviewers')
    .innerJoin('staff', 'staff.id', 'position_reviewers.staff_id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('position_reviewers.position_id', '=', positionId)
    .where('staff.disabled_at', 'is', null)
    .where(hasRole)
    .where(({ or, eb, val }) =>
      or([eb('exercise_ids', 'is', null), eb(val(exerciseId), '=', sql<string>`any(exercise_ids)`)]),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('invitations')
            .select('id')
            .whereRef('invitations.position_id', '=', 'position_reviewers.position_id')
            .whereRef('invitations.created_by', '=', 'staff.id'),
        ),
      ),
    )
    .executeTakeFirstOrThrow()
  return count
}
