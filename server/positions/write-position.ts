import type { z } from 'zod'
import type { Position, positionDraftSchema } from '#contracts/api/positions.ts'
import type { Tx } from '../db/connect.ts'
import { inTransaction } from '../db/transaction.ts'
import { isUniqueViolation } from '../db/violations.ts'
import type { Deps, UnitOfWork } from '../deps.ts'
import { recordFact } from '../facts/record-fact.ts'
import { AppError, fieldError } from '../http/app-error.ts'
import { hasCalendar } from './calendars/calendar-store.ts'
import { identifyAttributes } from './focus-attributes.ts'
import {
  insertPosition,
  isTitleTaken,
  listPositions,
  listPossibleReviewers,
  lockPosition,
  updatePosition,
  writeClosedAt,
  writeReviewers,
} from './store.ts'

type Draft = z.output<typeof positionDraftSchema>

interface Act {
  by: string
  now: Date
  /** Ids of the exercises that are loaded; the exercises' room knows them. */
  loadedExerciseIds: readonly string[]
}

const titleTaken = () => fieldError('body.title', 'Another position has this title')

export async function createPosition(deps: Deps, draft: Draft, act: Act): Promise<Position> {
  return inTitleTransaction(deps, async (scope) => {
    const { tx } = scope
    await checkDraft(tx, draft, { ...act, positionId: null, keptExerciseIds: [], keptReviewerIds: [] })
    const focusAttributes = identifyAttributes(draft.focusAttributes, [])
    const id = await insertPosition(tx, { ...draft, focusAttributes, ...act })
    await writeReviewers(tx, id, draft.reviewerIds)
    await recordFact(scope, { ...saidOf(id, act), name: 'position-created', detail: detailOf(draft) })
    return getPosition(tx, id)
  })
}

/** Exercises and reviewers that the position has already may stay, also where they could not be added any more. */
export async function changePosition(deps: Deps, draft: Draft & { id: string }, act: Act): Promise<Position> {
  const { id } = draft
  return inTitleTransaction(deps, async (scope) => {
    const { tx } = scope
    const row = await lockPosition(tx, id)
    if (row === null) throw new AppError('not_found')
    const before = await getPosition(tx, id)
    const keptReviewerIds = before.reviewers.map((reviewer) => reviewer.id)
    await checkDraft(tx, draft, {
      ...act,
      positionId: id,
      keptExerciseIds: row.exercise_ids,
      keptReviewerIds,
    })
    const focusAttributes = identifyAttributes(draft.focusAttributes, row.focus_attributes)
    await updatePosition(tx, id, { ...draft, focusAttributes })
    await writeReviewers(tx, id, draft.reviewerIds)
    const detail = {
      before: detailOf({ ...before, reviewerIds: keptReviewerIds }),
      after: detailOf(draft),
    }
    await recordFact(scope, { ...saidOf(id, act), name: 'position-changed', detail })
    return getPosition(tx, id)
  })
}

/** Closing twice is nothing new. */
export async function setPositionOpen(
  deps: Deps,
  id: string,
  { isOpen, ...act }: Omit<Act, 'loadedExerciseIds'> & { isOpen: boolean },
): Promise<Position> {
  return inTransaction(deps.db, async (tx, afterCommit) => {
    const row = await lockPosition(tx, id)
    if (row === null) throw new AppError('not_found')
    if (isOpen !== (row.closed_at === null)) {
      await writeClosedAt(tx, id, isOpen ? null : act.now)
      const name = isOpen ? 'position-reopened' : 'position-closed'
      await recordFact({ deps, tx, afterCommit }, { ...saidOf(id, act), name })
    }
    return getPosition(tx, id)
  })
}

/** Two positions with one title at the same moment: the second hears it at the field, as it would a moment later. */
async function inTitleTransaction<T>(deps: Deps, work: (scope: UnitOfWork) => Promise<T>): Promise<T> {
  try {
    return await inTransaction(deps.db, (tx, afterCommit) => work({ deps, tx, afterCommit }))
  } catch (error) {
    if (isUniqueViolation(error)) throw titleTaken()
    throw error
  }
}

interface Allowed extends Act {
  positionId: string | null
  keptExerciseIds: readonly string[]
  keptReviewerIds: readonly string[]
}

async function checkDraft(tx: Tx, draft: Draft, allowed: Allowed): Promise<void> {
  if (await isTitleTaken(tx, draft.title, allowed.positionId)) throw titleTaken()
  const exerciseIds = [...allowed.loadedExerciseIds, ...allowed.keptExerciseIds]
  const missing = draft.exerciseIds.filter((id) => !exerciseIds.includes(id))
  if (missing.length > 0)
    throw fieldError('body.exerciseIds', `There is no exercise ${missing.map((id) => `"${id}"`).join(', ')}`)
  if (draft.calendarId !== null && !(await hasCalendar(tx, draft.calendarId)))
    throw fieldError('body.calendarId', 'This calendar is gone; choose another one')
  const possible = (await listPossibleReviewers(tx)).map(({ id }) => id)
  if (draft.reviewerIds.some((id) => !possible.includes(id) && !allowed.keptReviewerIds.includes(id)))
    throw fieldError('body.reviewerIds', 'Somebody chosen is no reviewer here any more')
}

async function getPosition(tx: Tx, id: string): Promise<Position> {
  const found = (await listPositions(tx)).find((position) => position.id === id)
  if (found === undefined) throw new AppError('not_found')
  return found
}

const detailOf = ({
  title,
  exerciseIds,
  reviewerIds,
  calendarId,
  answerWorkingDays,
}: Pick<Draft, 'title' | 'exerciseIds' | 'reviewerIds' | 'calendarId' | 'answerWorkingDays'>) => ({
  title,
  exerciseIds,
  reviewerIds,
  calendarId,
  answerWorkingDays,
})

const saidOf = (subjectId: string, { by, now }: Pick<Act, 'by' | 'now'>) => ({
  at: now,
  actor: `staff:${by}`,
  subjectId,
})
