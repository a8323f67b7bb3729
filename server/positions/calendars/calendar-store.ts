import { sql } from 'kysely'
import type { Holiday } from '#contracts/api/calendars.ts'
import type { Reader, Tx } from '../../db/connect.ts'
import { AppError } from '../../http/app-error.ts'
import type { BusinessCalendar } from './due-at.ts'

export interface StoredCalendar extends BusinessCalendar {
  id: string
  name: string
  holidays: readonly Holiday[]
  isDefault: boolean
}

interface WrittenCalendar {
  name: string
  zone: string
  closesAt: string
  workingDays: readonly number[]
  holidays: readonly Holiday[]
}

const columnsOf = (calendar: WrittenCalendar) => ({
  name: calendar.name,
  zone: calendar.zone,
  closes_at: calendar.closesAt,
  working_days: [...calendar.workingDays],
  holidays: JSON.stringify(calendar.holidays),
})

/** The default one first, then by name. `organisationZone` is the zone of one that nobody has written yet. */
export async function listCalendars(db: Reader, organisationZone: string): Promise<StoredCalendar[]> {
  const rows = await selectCalendars(db)
    .orderBy('is_default', 'desc')
    .orderBy(sql`lower(name)`)
    .execute()
  return rows.map((row) => asCalendar(row, organisationZone))
}

/** Throws `not_found`. Under a lock: nobody makes it the default one or removes it meanwhile. */
export async function lockCalendar(tx: Tx, id: string, organisationZone: string): Promise<StoredCalendar> {
  const row = await selectCalendars(tx).where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return asCalendar(row, organisationZone)
}

/** By what a position promises its answers, and within how many working days. */
export async function readAnswerTerms(
  db: Reader,
  positionId: string,
  organisationZone: string,
): Promise<{ calendar: StoredCalendar; workingDays: number }> {
  const position = await db
    .selectFrom('positions')
    .select(['calendar_id', 'answer_working_days'])
    .where('id', '=', positionId)
    .executeTakeFirstOrThrow()
  const { calendar_id: id, answer_working_days: workingDays } = position
  const row = await selectCalendars(db)
    .where((where) => (id === null ? where('is_default', '=', true) : where('id', '=', id)))
    .executeTakeFirstOrThrow()
  return { calendar: asCalendar(row, organisationZone), workingDays }
}

export async function hasCalendar(tx: Tx, id: string): Promise<boolean> {
  // A lock that keeps it from being removed until the position names it.
  const row = await tx
    .selectFrom('business_calendars')
    .select('id')
    .where('id', '=', id)
    .forKeyShare()
    .executeTakeFirst()
  return row !== undefined
}

/** How many positions name each calendar; under null, how many name none. */
export async function countPositionsOf(db: Reader): Promise<ReadonlyMap<string | null, number>> {
  const rows = await db
    .selectFrom('positions')
    .select(['calendar_id', ({ fn }) => fn.countAll<number>().as('count')])
    .groupBy('calendar_id')
    .execute()
  return new Map(rows.map((row) => [row.calendar_id, Number(row.count)]))
}

/** Whether another calendar has the name, however it is written. */
export async function isCalendarNameTaken(tx: Tx, name: string, exceptId: string | null): Promise<boolean> {
  const rows = await tx.selectFrom('business_calendars').select(['id', 'name']).execute()
  return rows.some((row) => row.id !== exceptId && row.name.toLowerCase() === name.toLowerCase())
}

export async function insertCalendar(tx: Tx, calendar: WrittenCalendar, now: Date): Promise<string> {
  const { id } = await tx
    .insertInto('business_calendars')
    .values({ ...columnsOf(calendar), is_default: false, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function updateCalendar(tx: Tx, id: string, calendar: WrittenCalendar): Promise<void> {
  await tx.updateTable('business_calendars').set(columnsOf(calendar)).where('id', '=', id).execute()
}

export async function writeDefaultCalendar(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('business_calendars')
    .set({ is_default: false })
    .where('is_default', '=', true)
    .where('id', '!=', id)
    .execute()
  await tx.updateTable('business_calendars').set({ is_default: true }).where('id', '=', id).execute()
}

export async function deleteCalendar(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('business_calendars').where('id', '=', id).execute()
}

const selectCalendars = (db: Reader) =>
  db
    .selectFrom('business_calendars')
    .select(['id', 'name', 'zone', 'closes_at', 'working_days', 'holidays', 'is_default'])

type Row = Awaited<ReturnType<ReturnType<typeof selectCalendars>['executeTakeFirstOrThrow']>>

const asCalendar = (row: Row, organisationZone: string): StoredCalendar => ({
  id: row.id,
  name: row.name,
  zone: row.zone ?? organisationZone,
  closesAt: row.closes_at,
  workingDays: row.working_days,
  holidays: row.holidays,
  isDefault: row.is_default,
})
