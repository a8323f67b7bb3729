import type { FocusAttribute, Position } from '#contracts/api/positions.ts'
import type { Reader, Tx } from '../db/connect.ts'
import { parseRoles } from '../http/access/caller.ts'

interface WrittenPosition {
  title: string
  summary: string
  exerciseIds: readonly string[]
  focusAttributes: readonly FocusAttribute[]
  calendarId: string | null
  answerWorkingDays: number
}

const columnsOf = (position: WrittenPosition) => ({
  title: position.title,
  summary: position.summary,
  exercise_ids: [...position.exerciseIds],
  focus_attributes: JSON.stringify(position.focusAttributes),
  calendar_id: position.calendarId,
  answer_working_days: position.answerWorkingDays,
})

/** Open ones first, then those that are closed, each by title. */
export async function listPositions(db: Reader): Promise<Position[]> {
  const positions = await db
    .selectFrom('positions')
    .selectAll()
    .orderBy('closed_at', (order) => order.asc().nullsFirst())
    .orderBy('title')
    .execute()
  const pool = await db
    .selectFrom('position_reviewers')
    .innerJoin('staff', 'staff.id', 'position_reviewers.staff_id')
    .select(['position_id', 'staff.id', 'staff.name'])
    .where('staff.disabled_at', 'is', null)
    .orderBy('staff.name')
    .execute()
  return positions.map((position) => ({
    id: position.id,
    title: position.title,
    summary: position.summary,
    exerciseIds: position.exercise_ids,
    focusAttributes: position.focus_attributes,
    calendarId: position.calendar_id,
    answerWorkingDays: position.answer_working_days,
    reviewers: pool
      .filter((member) => member.position_id === position.id)
      .map((member) => ({ id: member.id, name: member.name })),
    closedAt: position.closed_at?.toISOString() ?? null,
  }))
}

export async function findPosition(db: Reader, id: string) {
  const row = await db.selectFrom('positions').selectAll().where('id', '=', id).executeTakeFirst()
  return row ?? null
}

export async function lockPosition(tx: Tx, id: string) {
  const row = await tx.selectFrom('positions').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row ?? null
}

/** Whether another position has the title, however it is written. */
export async function isTitleTaken(tx: Tx, title: string, exceptId: string | null): Promise<boolean> {
  const rows = await tx.selectFrom('positions').select(['id', 'title']).execute()
  const key = title.toLowerCase()
  return rows.some((row) => row.id !== exceptId && row.title.toLowerCase() === key)
}

export async function insertPosition(
  tx: Tx,
  position: WrittenPosition & { by: string | null; now: Date },
): Promise<string> {
  const { id } = await tx
    .insertInto('positions')
    .values({ ...columnsOf(position), created_at: position.now, created_by: position.by })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function updatePosition(tx: Tx, id: string, position: WrittenPosition): Promise<void> {
  await tx.updateTable('positions').set(columnsOf(position)).where('id', '=', id).execute()
}

export async function writeClosedAt(tx: Tx, id: string, at: Date | null): Promise<void> {
  await tx.updateTable('positions').set({ closed_at: at }).where('id', '=', id).execute()
}

export async function writeReviewers(tx: Tx, id: string, staffIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('position_reviewers').where('position_id', '=', id).execute()
  if (staffIds.length === 0) return
  const rows = [...new Set(staffIds)].map((staff_id) => ({ position_id: id, staff_id }))
  await tx.insertInto('position_reviewers').values(rows).execute()
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

export async function listReviewerPools(db: Reader) {
  return db.selectFrom('position_reviewers').selectAll().execute()
}

/** Exactly these pools; what is no position is left out. */
export async function writeReviewerPools(
  db: Reader,
  staffId: string,
  positionIds: readonly string[],
): Promise<void> {
  await db.deleteFrom('position_reviewers').where('staff_id', '=', staffId).execute()
  if (positionIds.length === 0) return
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

/** Null where no position has exactly this title. */
export async function findPositionByTitle(db: Reader, title: string) {
  const row = await db
    .selectFrom('positions')
    .select(['id', 'exercise_ids'])
    .where('title', '=', title)
    .executeTakeFirst()
  return row ?? null
}

export async function hasPosition(db: Reader): Promise<boolean> {
  return (await db.selectFrom('positions').select('id').limit(1).executeTakeFirst()) !== undefined
}
