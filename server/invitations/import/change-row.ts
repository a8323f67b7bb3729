import type { NameChoice } from '#contracts/api/invitations/invitation-imports.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { AppError, fieldError } from '../../http/app-error.ts'
import { readZone } from '../../staff/organisation/store.ts'
import { outsideOf } from './reading/read-terms.ts'
import { getRow, lockImport, updateRow, type ImportRowRecord } from './store.ts'

interface RowChange {
  importId: string
  rowNumber: number
  ticked?: boolean | undefined
  nameChoice?: NameChoice | undefined
  startsAt?: string | undefined
  now: Date
}

/** What somebody says about one row before it is sent: that it is meant, by which name, at which of two moments. */
export async function changeRow(deps: Deps, change: RowChange): Promise<ImportRowRecord> {
  const { importId, rowNumber, ticked, nameChoice } = change
  return inTransaction(deps.db, async (tx) => {
    const list = await lockImport(tx, importId)
    if (list.confirmed_at !== null && list.finished_at === null) throw new AppError('busy')
    const row = await getRow(tx, importId, rowNumber)
    checkChange(row, change)
    const appointmentAt = change.startsAt === undefined ? undefined : chosenOf(row, change.startsAt)
    if (appointmentAt !== undefined) {
      const window = { now: change.now, takeBy: list.take_by, zone: await readZone(tx, deps.config) }
      const outside = outsideOf(appointmentAt, window)
      if (outside !== null) throw fieldError('body.startsAt', outside)
    }
    await updateRow(tx, row, {
      ...(ticked !== undefined && { ticked }),
      ...(nameChoice !== undefined && { nameChoice }),
      ...(appointmentAt !== undefined && { appointmentAt, ticked: ticked ?? true }),
    })
    return getRow(tx, importId, rowNumber)
  })
}

function checkChange(row: ImportRowRecord, { nameChoice, ticked, startsAt }: RowChange): void {
  if (row.outcome === 'invited')
    throw new AppError('conflict', { message: 'This person is invited already.' })
  if (nameChoice === 'turned' && row.name_turned === null)
    throw fieldError('body.nameChoice', 'this name has no two halves')
  if (nameChoice === 'known' && row.name_known === null)
    throw fieldError('body.nameChoice', 'this person is not known by another name')
  if (ticked === true && row.problem !== null && startsAt === undefined)
    throw fieldError('body.ticked', row.problem.reason)
}

function chosenOf(row: ImportRowRecord, startsAt: string): Date {
  const at = new Date(startsAt)
  const isOffered = row.readings.some((reading) => new Date(reading.at).getTime() === at.getTime())
  if (!isOffered) throw fieldError('body.startsAt', 'choose one of the two moments that the row offers')
  return at
}
