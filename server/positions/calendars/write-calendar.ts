import type { z } from 'zod'
import type { calendarDraftSchema } from '#contracts/api/calendars.ts'
import { inTransaction } from '../../db/transaction.ts'
import { isUniqueViolation } from '../../db/violations.ts'
import type { Deps, UnitOfWork } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { AppError, fieldError } from '../../http/app-error.ts'
import {
  countPositionsOf,
  deleteCalendar,
  insertCalendar,
  isCalendarNameTaken,
  lockCalendar,
  updateCalendar,
  writeDefaultCalendar,
} from './calendar-store.ts'

type Draft = z.output<typeof calendarDraftSchema>

interface Act {
  by: string
  now: Date
}

const nameTaken = () => fieldError('body.name', 'Another calendar has this name')

export async function createCalendar(deps: Deps, draft: Draft, act: Act): Promise<string> {
  return inNameTransaction(deps, async (scope) => {
    if (await isCalendarNameTaken(scope.tx, draft.name, null)) throw nameTaken()
    const id = await insertCalendar(scope.tx, draft, act.now)
    await recordFact(scope, { ...saidOf(id, act), name: 'calendar-created', detail: draft })
    return id
  })
}

/** Counts for what is handed in from now on; promises keep what they were counted by. */
export async function changeCalendar(
  deps: Deps,
  { id, ...draft }: Draft & { id: string },
  act: Act,
): Promise<void> {
  await inNameTransaction(deps, async (scope) => {
    const before = await lockCalendar(scope.tx, id, deps.config.organisationZone)
    if (await isCalendarNameTaken(scope.tx, draft.name, id)) throw nameTaken()
    await updateCalendar(scope.tx, id, draft)
    const detail = { before: detailOf(before), after: draft }
    await recordFact(scope, { ...saidOf(id, act), name: 'calendar-changed', detail })
  })
}

/** Twice is nothing new. */
export async function makeCalendarDefault(deps: Deps, id: string, act: Act): Promise<void> {
  await inTransaction(deps.db, async (tx, afterCommit) => {
    const { isDefault } = await lockCalendar(tx, id, deps.config.organisationZone)
    if (isDefault) return
    await writeDefaultCalendar(tx, id)
    await recordFact({ deps, tx, afterCommit }, { ...saidOf(id, act), name: 'calendar-made-default' })
  })
}

export async function removeCalendar(deps: Deps, id: string, act: Act): Promise<void> {
  await inTransaction(deps.db, async (tx, afterCommit) => {
    const calendar = await lockCalendar(tx, id, deps.config.organisationZone)
    if (calendar.isDefault)
      throw new AppError('conflict', {
        message: 'This is the default calendar, by which positions count that name none.',
        next: 'Make another calendar the default one first.',
      })
    const users = (await countPositionsOf(tx)).get(id) ?? 0
    if (users > 0)
      throw new AppError('conflict', {
        message: `${users === 1 ? 'One position counts' : `${users} positions count`} by this calendar.`,
        next: 'Choose another calendar for them first.',
      })
    await deleteCalendar(tx, id)
    const detail = detailOf(calendar)
    await recordFact({ deps, tx, afterCommit }, { ...saidOf(id, act), name: 'calendar-removed', detail })
  })
}

/** Two calendars of one name at the same moment: the second hears it at the field, as it would a moment later. */
async function inNameTransaction<T>(deps: Deps, work: (scope: UnitOfWork) => Promise<T>): Promise<T> {
  try {
    return await inTransaction(deps.db, (tx, afterCommit) => work({ deps, tx, afterCommit }))
  } catch (error) {
    if (isUniqueViolation(error)) throw nameTaken()
    throw error
  }
}

const detailOf = ({ name, zone, closesAt, workingDays, holidays }: Parameters<typeof updateCalendar>[2]) => ({
  name,
  zone,
  closesAt,
  workingDays: [...workingDays],
  holidays: [...holidays],
})

const saidOf = (subjectId: string, { by, now }: Act) => ({ at: now, actor: `staff:${by}`, subjectId })
