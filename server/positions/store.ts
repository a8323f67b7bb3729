import type { FocusAttribute, Position } from '#contracts/api/positions.ts'
import type { Reader, Tx } from '../db/connect.ts'
import { listOpenCohorts } from './cohorts/store.ts'
import { listPoolMembers } from './reviewer-store.ts'

interface WrittenPosition {
  title: string
  summary: string
  exerciseIds: readonly string[]
  focusAttributes: readonly FocusAttribute[]
  aiPolicy?: string
  feedbackPolicy?: string
  mailIntro?: string
  mailSignature?: string
  calendarId: string | null
  answerWorkingDays: number
  retentionDays?: number | null
}

const columnsOf = (position: WrittenPosition) => ({
  title: position.title,
  summary: position.summary,
  exercise_ids: [...position.exerciseIds],
  focus_attributes: JSON.stringify(position.focusAttributes),
  ai_policy: position.aiPolicy ?? '',
  feedback_policy: position.feedbackPolicy ?? '',
  mail_intro: position.mailIntro ?? '',
  mail_signature: position.mailSignature ?? '',
  calendar_id: position.calendarId,
  answer_working_days: position.answerWorkingDays,
  retention_days: position.retentionDays ?? null,
})

/** Open ones first, then those that are closed, each by title. */
export async function listPositions(db: Reader): Promise<Position[]> {
  const positions = await db
    .selectFrom('positions')
    .selectAll()
    .orderBy('closed_at', (order) => order.asc().nullsFirst())
    .orderBy('title')
    .execute()
  const pool = await listPoolMembers(db)
  const cohorts = new Map((await listOpenCohorts(db)).map((cohort) => [cohort.positionId, cohort]))
  return positions.map((position) => ({
    id: position.id,
    title: position.title,
    summary: position.summary,
    exerciseIds: position.exercise_ids,
    focusAttributes: position.focus_attributes,
    calendarId: position.calendar_id,
    answerWorkingDays: position.answer_working_days,
    retentionDays: position.retention_days,
    reviewers: pool
      .filter((member) => member.position_id === position.id)
      .map((member) => ({ id: member.id, name: member.name, exerciseIds: member.exercise_ids ?? [] })),
    closedAt: position.closed_at?.toISOString() ?? null,
    aiPolicy: position.ai_policy,
    feedbackPolicy: position.feedback_policy,
    mailIntro: position.mail_intro,
    mailSignature: position.mail_signature,
    cohort: presentCohort(cohorts.get(position.id)),
    version: position.version,
  }))
}

function presentCohort(cohort: Awaited<ReturnType<typeof listOpenCohorts>>[number] | undefined) {
  if (cohort === undefined) return null
  const exercises = cohort.pins.map(({ exerciseId, version }) => ({ exerciseId, version }))
  return { number: cohort.number, openedAt: cohort.openedAt.toISOString(), exercises }
}

/** Whether and for what somebody can be invited stays as it is until the transaction ends. */
export async function holdPosition(tx: Tx, id: string) {
  const row = await tx.selectFrom('positions').selectAll().where('id', '=', id).forShare().executeTakeFirst()
  return row ?? null
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

/** With every change, so that whoever made theirs on an older state hears of it. */
export async function raiseVersion(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('positions')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function writeClosedAt(tx: Tx, id: string, at: Date | null): Promise<void> {
  await tx.updateTable('positions').set({ closed_at: at }).where('id', '=', id).execute()
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
