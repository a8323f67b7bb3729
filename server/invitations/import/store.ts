import { sql } from 'kysely'
import type { ImportStatus, NameChoice } from '#contracts/api/invitations/invitation-imports.ts'
import type { Reader, Tx } from '../../db/connect.ts'
import { AppError } from '../../http/app-error.ts'
import type { SortedRow } from './sorted-row.ts'

interface NewImport {
  positionId: string
  exerciseId: string | null
  by: string
  now: Date
  reading: readonly string[]
  scheduleBy: Date | null
  takeBy: Date
}

export async function insertImport(tx: Tx, written: NewImport): Promise<string> {
  const { id } = await tx
    .insertInto('invitation_imports')
    .values({
      position_id: written.positionId,
      exercise_id: written.exerciseId,
      created_by: written.by,
      created_at: written.now,
      reading: JSON.stringify(written.reading),
      schedule_by: written.scheduleBy,
      take_by: written.takeBy,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** PostgreSQL takes 65,535 values a statement. */
const rowsAtOnce = 1_000

export async function insertImportRows(tx: Tx, importId: string, rows: readonly SortedRow[]): Promise<void> {
  for (let begin = 0; begin < rows.length; begin += rowsAtOnce) {
    const values = rows.slice(begin, begin + rowsAtOnce).map((row, at) => ({
      import_id: importId,
      row_number: begin + at + 1,
      line: row.line,
      name_written: row.name.written,
      name_turned: row.name.turned,
      name_known: row.name.known,
      name_choice: 'written' as const,
      email: row.email,
      address_key: row.addressKey,
      status: row.status,
      notes: JSON.stringify(row.notes),
      problem: row.problem === null ? null : JSON.stringify(row.problem),
      readings: JSON.stringify(row.readings),
      exercise_id: row.exerciseId,
      appointment_at: row.appointmentAt,
      appointment_zone: row.appointmentZone,
      extra_time_factor: row.extraTimeFactor,
      ticked: row.ticked,
    }))
    await tx.insertInto('invitation_import_rows').values(values).execute()
  }
}

const imports = (db: Reader) =>
  db
    .selectFrom('invitation_imports')
    .innerJoin('positions', 'positions.id', 'invitation_imports.position_id')
    .selectAll('invitation_imports')
    .select('positions.title as position_title')

export async function getImport(db: Reader, id: string) {
  return imports(db)
    .where('invitation_imports.id', '=', id)
    .executeTakeFirstOrThrow(() => new AppError('not_found'))
}

export type ImportRecord = Awaited<ReturnType<typeof getImport>>

export async function listImports(db: Reader, limit: number) {
  return imports(db).orderBy('invitation_imports.created_at', 'desc').limit(limit).execute()
}

/** The lock of everything that changes a list or makes its invitations: a list is sent and taken back one after the other. */
export async function lockImport(tx: Tx, id: string): Promise<ImportRecord> {
  return imports(tx)
    .where('invitation_imports.id', '=', id)
    .forUpdate('invitation_imports')
    .executeTakeFirstOrThrow(() => new AppError('not_found'))
}

export async function deleteImport(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('invitation_imports').where('id', '=', id).execute()
}

/** How many rows of a list there are of each kind. */
export async function countRows(db: Reader, importId: string) {
  return db
    .selectFrom('invitation_import_rows')
    .select(['status', 'ticked', 'outcome'])
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .where('import_id', '=', importId)
    .groupBy(['status', 'ticked', 'outcome'])
    .execute()
}

/** Start times of those who are ticked and not invited yet. */
export async function listTickedStarts(db: Reader, importId: string) {
  return db
    .selectFrom('invitation_import_rows')
    .select(['appointment_at', 'appointment_zone'])
    .where('import_id', '=', importId)
    .where('ticked', '=', true)
    .where('appointment_at', 'is not', null)
    .where((eb) => eb.or([eb('outcome', 'is', null), eb('outcome', '=', 'skipped')]))
    .execute()
}

interface RowFilter {
  after?: number
  status?: ImportStatus | undefined
  outcome?: 'invited' | 'skipped' | undefined
  limit: number
}

export async function listRows(
  db: Reader,
  importId: string,
  { after = 0, status, outcome, limit }: RowFilter,
) {
  return db
    .selectFrom('invitation_import_rows')
    .selectAll()
    .where('import_id', '=', importId)
    .where('row_number', '>', after)
    .$if(status !== undefined, (query) => query.where('status', '=', status ?? 'new'))
    .$if(outcome !== undefined, (query) => query.where('outcome', '=', outcome ?? 'invited'))
    .orderBy('row_number')
    .limit(limit)
    .execute()
}

export type ImportRowRecord = Awaited<ReturnType<typeof listRows>>[number]

export async function getRow(db: Reader, importId: string, rowNumber: number): Promise<ImportRowRecord> {
  return db
    .selectFrom('invitation_import_rows')
    .selectAll()
    .where('import_id', '=', importId)
    .where('row_number', '=', rowNumber)
    .executeTakeFirstOrThrow(() => new AppError('not_found'))
}

interface RowChange {
  ticked?: boolean
  nameChoice?: NameChoice
  /** The moment that was chosen: with it the row can be sent. */
  appointmentAt?: Date
}

export async function updateRow(tx: Tx, row: ImportRowRecord, change: RowChange): Promise<void> {
  const { ticked, nameChoice, appointmentAt } = change
  await tx
    .updateTable('invitation_import_rows')
    .set({
      ...(ticked !== undefined && { ticked }),
      ...(nameChoice !== undefined && { name_choice: nameChoice }),
      ...(appointmentAt !== undefined && { appointment_at: appointmentAt, problem: null, readings: '[]' }),
      ...(appointmentAt !== undefined && { status: 'new' as const }),
    })
    .where('import_id', '=', row.import_id)
    .where('row_number', '=', row.row_number)
    .execute()
}

/** Those that were invited already stay as they are. */
export async function tickRows(tx: Tx, importId: string, ticks: { status: ImportStatus; ticked: boolean }) {
  await tx
    .updateTable('invitation_import_rows')
    .set({ ticked: ticks.ticked })
    .where('import_id', '=', importId)
    .where('status', '=', ticks.status)
    .where((eb) => eb.or([eb('outcome', 'is', null), eb('outcome', '=', 'skipped')]))
    .execute()
}

/** What is known of these addresses: under which name, and what they were invited to, newest first. */
export async function listKnown(db: Reader, addresses: readonly string[]) {
  return db
    .selectFrom('candidates')
    .innerJoin('invitations', 'invitations.candidate_id', 'candidates.id')
    .innerJoin('positions', 'positions.id', 'invitations.position_id')
    .leftJoin('exercise_versions', 'exercise_versions.id', 'invitations.exercise_version_id')
    .select([
      'candidates.email',
      'candidates.name',
      'invitations.candidate_name',
      'invitations.position_id',
      'positions.title as position_title',
      'invitations.created_at',
      'invitations.expires_at',
      'invitations.opened_at',
      'invitations.started_at',
      'invitations.revoked_at',
      'invitations.declined_at',
      'invitations.appointment_at',
    ])
    .select(sql<string | null>`exercise_versions.manifest ->> 'title'`.as('exercise_title'))
    .where('candidates.email', '=', sql<string>`any(${[...addresses]}::text[])`)
    .where('invitations.practice_of', 'is', null)
    .orderBy('invitations.created_at', 'desc')
    .execute()
}

export type KnownInvitation = Awaited<ReturnType<typeof listKnown>>[number]
