import type { Reader, Tx } from '../db/connect.ts'
import { parseRoles } from '../http/access/caller.ts'

export interface PoolMember {
  staffId: string
  /** Null for all of the position's. */
  exerciseIds: readonly string[] | null
}

export async function writeReviewers(tx: Tx, id: string, members: readonly PoolMember[]): Promise<void> {
  await tx.deleteFrom('position_reviewers').where('position_id', '=', id).execute()
  if (members.length === 0) return
  const byStaff = new Map(members.map((member) => [member.staffId, member]))
  const rows = [...byStaff.values()].map(({ staffId, exerciseIds }) => ({
    position_id: id,
    staff_id: staffId,
    exercise_ids: exerciseIds === null ? null : [...exerciseIds],
  }))
  await tx.insertInto('position_reviewers').values(rows).execute()
}

/** Who is in the pools, without those whose account is disabled. */
export async function listPoolMembers(db: Reader) {
  return db
    .selectFrom('position_reviewers')
    .innerJoin('staff', 'staff.id', 'position_reviewers.staff_id')
    .select(['position_id', 'position_reviewers.exercise_ids', 'staff.id', 'staff.name'])
    .where('staff.disabled_at', 'is', null)
    .orderBy('staff.name')
    .execute()
}

/** Everybody with the role who was not disabled. */
export async function listPossibleReviewers(db: Reader): Promise<{ id: string; name: string }[]> {
  const rows = await db
    .selectFrom('staff')
    .select(['id', 'name', 'roles'])
    .where('disabled_at', 'is', null)
    .orderBy('name')
    .execute()
  return rows
    .filter(({ roles }) => parseRoles(roles).includes('reviewer'))
    .map(({ id, name }) => ({ id, name }))
}

/** Open positions that fewer than two could review for if this person left. */
export async function listThinPools(db: Reader, staffId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('position_reviewers as own')
    .innerJoin('positions', 'positions.id', 'own.position_id')
    .select('positions.title')
    .where('own.staff_id', '=', staffId)
    .where('positions.closed_at', 'is', null)
    .where(
      (eb) =>
        eb
          .selectFrom('position_reviewers as other')
          .innerJoin('staff', 'staff.id', 'other.staff_id')
          .select((count) => count.fn.countAll<number>().as('count'))
          .whereRef('other.position_id', '=', 'own.position_id')
          .where('other.staff_id', '<>', staffId)
          .where('staff.disabled_at', 'is', null),
      '<',
      2,
    )
    .orderBy('positions.title')
    .execute()
  return rows.map(({ title }) => title)
}

export async function listReviewerPools(db: Reader) {
  return db.selectFrom('position_reviewers').select(['position_id', 'staff_id']).execute()
}

/**
 * Exactly these pools; what is no position is left out. A pool that somebody stays in keeps what they are eligible for, and a position
 * whose pool changes has a new version: whoever is editing it hears of the change instead of undoing it.
 */
export async function writeReviewerPools(
  db: Reader,
  staffId: string,
  positionIds: readonly string[],
): Promise<void> {
  const own = await db
    .selectFrom('position_reviewers')
    .select('position_id')
    .where('staff_id', '=', staffId)
    .execute()
  const before = own.map((row) => row.position_id)
  const removed = before.filter((id) => !positionIds.includes(id))
  const added = positionIds.filter((id) => !before.includes(id))
  const changed = [...removed, ...added]
  if (changed.length === 0) return
  await db
    .updateTable('positions')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', 'in', changed)
    .execute()
  if (removed.length > 0)
    await db
      .deleteFrom('position_reviewers')
      .where('staff_id', '=', staffId)
      .where('position_id', 'in', removed)
      .execute()
  if (added.length > 0) await putInto(db, staffId, added)
}

async function putInto(db: Reader, staffId: string, positionIds: readonly string[]): Promise<void> {
  await db
    .insertInto('position_reviewers')
    .columns(['position_id', 'staff_id'])
    .expression((from) =>
      from
        .selectFrom('positions')
        .select((select) => ['id', select.val(staffId).as('staff_id')])
        .where('id', 'in', [...positionIds]),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
