import type { Position } from '#contracts/api/positions.ts'
import type { Tx } from '../db/connect.ts'
import { inTransaction } from '../db/transaction.ts'
import { isUniqueViolation } from '../db/violations.ts'
import type { Deps, UnitOfWork } from '../deps.ts'
import { recordFact } from '../facts/record-fact.ts'
import { AppError } from '../http/app-error.ts'
import { checkDraft, titleTaken, type Draft } from './check-draft.ts'
import { openCohort } from './cohorts/open-cohort.ts'
import { differs, nextPins, sameExercises, type Pin } from './cohorts/pins.ts'
import { findOpenCohort } from './cohorts/store.ts'
import { identifyAttributes } from './focus-attributes.ts'
import { writeReviewers, type PoolMember } from './reviewer-store.ts'
import {
  insertPosition,
  listPositions,
  lockPosition,
  raiseVersion,
  updatePosition,
  writeClosedAt,
} from './store.ts'

interface Act {
  by: string
  now: Date
}

interface LoadedAct extends Act {
  /** The newest version of each exercise; the exercises' room knows them. */
  loaded: readonly Pin[]
}

export async function createPosition(deps: Deps, draft: Draft, act: LoadedAct): Promise<Position> {
  return inTitleTransaction(deps, async (scope) => {
    const { tx } = scope
    const exerciseIds = act.loaded.map(({ exerciseId }) => exerciseId)
    await checkDraft(tx, draft, { positionId: null, exerciseIds, keptReviewers: [] })
    const focusAttributes = identifyAttributes(draft.focusAttributes, [])
    const id = await insertPosition(tx, { ...draft, focusAttributes, by: act.by, now: act.now })
    await writeReviewers(tx, id, membersOf(draft))
    await recordFact(scope, { ...saidOf(id, act), name: 'position-created', detail: detailOf(draft) })
    const pins = nextPins(draft.exerciseIds, { pinned: [], loaded: act.loaded, newest: true })
    await openCohort(scope, { positionId: id, pins, ...act })
    return getPosition(tx, id)
  })
}

/** Other exercises than before open the next cohort; those that stay keep the version that is given out. */
export async function changePosition(
  deps: Deps,
  draft: Draft & { id: string; version: number },
  act: LoadedAct,
): Promise<Position> {
  const { id } = draft
  return inTitleTransaction(deps, async (scope) => {
    const { tx } = scope
    const row = await lockVersion(tx, id, draft.version)
    const before = await getPosition(tx, id)
    const loadedIds = act.loaded.map(({ exerciseId }) => exerciseId)
    const exerciseIds = [...loadedIds, ...row.exercise_ids]
    await checkDraft(tx, draft, { positionId: id, exerciseIds, keptReviewers: before.reviewers })
    const focusAttributes = identifyAttributes(draft.focusAttributes, row.focus_attributes)
    await updatePosition(tx, id, { ...draft, focusAttributes })
    await writeReviewers(tx, id, membersOf(draft))
    await raiseVersion(tx, id)
    const reviewerIds = before.reviewers.map((reviewer) => reviewer.id)
    const detail = { before: detailOf({ ...before, reviewerIds }), after: detailOf(draft) }
    await recordFact(scope, { ...saidOf(id, act), name: 'position-changed', detail })
    if (!sameExercises(row.exercise_ids, draft.exerciseIds)) {
      const pinned = (await findOpenCohort(tx, id))?.pins ?? []
      const pins = nextPins(draft.exerciseIds, { pinned, loaded: act.loaded, newest: false })
      await openCohort(scope, { positionId: id, pins, ...act })
    }
    return getPosition(tx, id)
  })
}

/** With the newest version of every exercise that the position allows. Throws `conflict` where the open cohort has them already. */
export async function openNextCohort(
  deps: Deps,
  { id, version }: { id: string; version: number },
  act: LoadedAct,
): Promise<Position> {
  return inTransaction(deps.db, async (tx, afterCommit) => {
    const row = await lockVersion(tx, id, version)
    if (row.closed_at !== null) throw new AppError('position_closed')
    const open = await findOpenCohort(tx, id)
    const pinned = open?.pins ?? []
    const pins = nextPins(row.exercise_ids, { pinned, loaded: act.loaded, newest: true })
    if (open !== null && !differs(pinned, pins))
      throw new AppError('conflict', {
        message: `Cohort ${open.number} has the newest version of every exercise already.`,
      })
    await openCohort({ deps, tx, afterCommit }, { positionId: id, pins, ...act })
    await raiseVersion(tx, id)
    return getPosition(tx, id)
  })
}

/** Closing twice is nothing new. */
export async function setPositionOpen(
  deps: Deps,
  id: string,
  { isOpen, ...act }: Act & { isOpen: boolean },
): Promise<Position> {
  return inTransaction(deps.db, async (tx, afterCommit) => {
    const row = await lockPosition(tx, id)
    if (row === null) throw new AppError('not_found')
    if (isOpen !== (row.closed_at === null)) {
      await writeClosedAt(tx, id, isOpen ? null : act.now)
      await raiseVersion(tx, id)
      const name = isOpen ? 'position-reopened' : 'position-closed'
      await recordFact({ deps, tx, afterCommit }, { ...saidOf(id, act), name })
    }
    return getPosition(tx, id)
  })
}

/** Throws `changed_meanwhile` where somebody has changed the position since it was read, so that nothing is overwritten unseen. */
async function lockVersion(tx: Tx, id: string, version: number) {
  const row = await lockPosition(tx, id)
  if (row === null) throw new AppError('not_found')
  if (row.version !== version) throw new AppError('changed_meanwhile')
  return row
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

const membersOf = ({ reviewerIds, eligibility }: Draft): PoolMember[] =>
  reviewerIds.map((staffId) => ({
    staffId,
    exerciseIds: eligibility.find(({ reviewerId }) => reviewerId === staffId)?.exerciseIds ?? null,
  }))

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
  retentionDays,
}: Pick<
  Draft,
  'title' | 'exerciseIds' | 'reviewerIds' | 'calendarId' | 'answerWorkingDays' | 'retentionDays'
>) => ({
  title,
  exerciseIds,
  reviewerIds,
  calendarId,
  answerWorkingDays,
  retentionDays,
})

const saidOf = (subjectId: string, { by, now }: Act) => ({ at: now, actor: `staff:${by}`, subjectId })
