import type { invitationImportsApi } from '#contracts/api/invitations/invitation-imports.ts'
import type { BodyOf } from '#contracts/route.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Reader } from '../../db/connect.ts'
import type { Deps } from '../../deps.ts'
import { listExercises } from '../../exercises/store.ts'
import { AppError, fieldError } from '../../http/app-error.ts'
import { findPosition } from '../../positions/store.ts'
import { readZone } from '../../staff/organisation/store.ts'
import { comparableMailAddress } from '../../staff/mail-address.ts'
import { mailAddressProblem } from '#contracts/fields/mail-address.ts'
import { readDates } from '../dates.ts'
import { describeReading } from './reading/describe-reading.ts'
import { knownPeople } from './known-people.ts'
import { nearAddresses } from './reading/near-address.ts'
import { readListFile, readListText, type ReadList } from './reading/read-list.ts'
import { sortRows } from './sort-rows.ts'
import type { SortContext } from './sorted-row.ts'
import { insertImport, insertImportRows, listKnown } from './store.ts'

export type NewImport = BodyOf<typeof invitationImportsApi.createInvitationImport> & { by: string; now: Date }

/** Reads a list, says of each row what is known, and keeps it until it is sent or forgotten. Nobody is invited by it. */
export async function createImport(deps: Deps, input: NewImport): Promise<string> {
  const zone = await readZone(deps.db, deps.config)
  const dates = readDates(input, { now: input.now, zone })
  const list =
    input.source.kind === 'text'
      ? readListText(input.source.text)
      : readListFile(Buffer.from(input.source.base64, 'base64'))
  if ('problem' in list) throw new AppError('list_unreadable', { message: list.problem })
  const context = await sortContext(deps, { ...input, ...dates }, list)
  const rows = sortRows(list, context)
  return inTransaction(deps.db, async (tx) => {
    const { positionId, exerciseId, by, now } = input
    const reading = describeReading(list)
    const importId = await insertImport(tx, { positionId, exerciseId, by, now, reading, ...dates })
    await insertImportRows(tx, importId, rows)
    return importId
  })
}

interface Asked {
  positionId: string
  exerciseId: string | null
  now: Date
  scheduleBy: Date | null
  takeBy: Date
}

/** What rows are judged by; throws where nobody can be invited for the position at all. */
export async function sortContext(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  asked: Asked,
  { rows }: Pick<ReadList, 'rows'>,
): Promise<SortContext> {
  const exercises = await listAllowed(db, asked)
  const keys = rows
    .filter(({ email }) => mailAddressProblem(email) === null)
    .flatMap(({ email }) => nearAddresses(comparableMailAddress(email)))
  const zone = await readZone(db, config)
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: zone })
  const known = knownPeople(await listKnown(db, [...new Set(keys)]), asked.now)
  return { ...asked, exercises, zone, known, describeDay: (at) => day.format(at) }
}

async function listAllowed(db: Reader, { positionId, exerciseId }: Asked) {
  const position = await findPosition(db, positionId)
  if (position === null) throw fieldError('body.positionId', 'there is no such position')
  if (position.closed_at !== null) throw new AppError('position_closed')
  const loaded = await listExercises(db)
  const allowed = loaded.filter(({ id }) => position.exercise_ids.includes(id))
  if (exerciseId === null ? allowed.length === 0 : !allowed.some(({ id }) => id === exerciseId))
    throw fieldError('body.exerciseId', 'this position does not use that exercise, or it is not loaded')
  return allowed
}
