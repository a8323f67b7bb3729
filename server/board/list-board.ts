import {
  boardLimits,
  boardStages,
  type BoardFilter,
  type BoardRow,
  type BoardStage,
} from '#contracts/api/board/board.ts'
import type { Reader } from '../db/connect.ts'
import { countByState, findCountedPage, findStates, type Found } from './matching-store.ts'
import { presentBoardRow } from './present-board-row.ts'
import { listBoardColumns } from './store.ts'

export interface BoardPage {
  invitations: BoardRow[]
  total: number
  page: number
  pages: number
}

/** A page behind the last one, as after many were withdrawn, is the last one. */
export async function listBoard(
  db: Reader,
  { page: asked, ...filter }: BoardFilter & { page: number },
  now: Date,
): Promise<BoardPage> {
  const limit = boardLimits.pageRows
  const pageAt = (page: number) => findCountedPage(db, filter, { now, limit, offset: (page - 1) * limit })
  let page = asked
  let { found, total } = await pageAt(page)
  if (found.length === 0 && asked > 1) {
    total = (await pageAt(1)).total
    page = pagesOf(total)
    found = (await pageAt(page)).found
  }
  return { invitations: await fill(db, found), total, page, pages: pagesOf(total) }
}

const pagesOf = (total: number) => Math.max(1, Math.ceil(total / boardLimits.pageRows))

/** The rows of these, as far as they are there. */
export async function listRows(db: Reader, ids: readonly string[], now: Date): Promise<BoardRow[]> {
  return fill(db, await findStates(db, ids, now))
}

/** How many match in each stage; which stage is asked for says nothing here. */
export async function countStages(
  db: Reader,
  filter: BoardFilter,
  now: Date,
): Promise<Record<BoardStage, number>> {
  const counts = await countByState(db, filter, now)
  const of = (stage: BoardStage) =>
    boardStages[stage].reduce((sum, state) => sum + (counts.get(state) ?? 0), 0)
  return {
    invited: of('invited'),
    scheduled: of('scheduled'),
    in_progress: of('in_progress'),
    submitted: of('submitted'),
    in_review: of('in_review'),
    reviewed: of('reviewed'),
    answered: of('answered'),
    ended: of('ended'),
  }
}

/** What is costly to know is asked of those alone that are shown. */
async function fill(db: Reader, found: readonly Found[]): Promise<BoardRow[]> {
  if (found.length === 0) return []
  const rows = await listBoardColumns(
    db,
    found.map(({ id }) => id),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return found.flatMap((each) => {
    const row = byId.get(each.id)
    return row === undefined ? [] : [presentBoardRow(row, each)]
  })
}
