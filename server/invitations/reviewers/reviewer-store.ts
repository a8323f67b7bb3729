import { sql } from 'kysely'
import type { Reader } from '../../db/connect.ts'

const hasRole = sql<boolean>`'reviewer' = any(string_to_array(staff.roles, ','))`

/** Of the position's pool those who may review the exercise: whoever invited for the position never does. */
export async function countEligibleReviewers(
  db: Reader,
  { positionId, exerciseId }: { positionId: string; exerciseId: string },
): Promise<number> {
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
            .where(sql<boolean>`(invitations.created_by = staff.id or exists (select from invitation_handovers as handover
              where handover.invitation_id = invitations.id and handover.staff_id = staff.id))`),
        ),
      ),
    )
    .executeTakeFirstOrThrow()
  return count
}
