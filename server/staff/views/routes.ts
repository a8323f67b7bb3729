import { viewLimits, type BoardView, type boardViewsApi } from '#contracts/api/board/views.ts'
import type { Reader, Tx } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import { isUniqueViolation } from '../../db/violations.ts'
import type { Deps } from '../../deps.ts'
import { AppError, fieldError } from '../../http/app-error.ts'
import type { Handlers } from '../../http/call.ts'
import {
  countViews,
  deleteDefaultsOfOthers,
  deleteView,
  insertView,
  listViews,
  lockView,
  updateView,
  writeDefault,
} from './store.ts'

interface Person {
  id: string
  roles: readonly string[]
}

const isAdmin = ({ roles }: Person) => roles.includes('admin')

export function boardViewRoutes(deps: Deps): Handlers<typeof boardViewsApi> {
  const change = async (who: Person, work: (tx: Tx) => Promise<void>) => {
    await inTransaction(deps.db, work).catch(nameTaken)
    return present(deps.db, who)
  }
  return {
    async listBoardViews({ who }) {
      return present(deps.db, who)
    },
    async createBoardView({ body, who, receivedAt }) {
      return change(who, async (tx) => {
        if ((await countViews(tx, who.id)) >= viewLimits.views)
          throw fieldError('body.name', `there are ${viewLimits.views} already; delete one first`)
        await insertView(tx, { ...body, staffId: who.id, now: receivedAt })
      })
    },
    async changeBoardView({ params, body, who }) {
      return change(who, async (tx) => {
        const view = await lockOwn(tx, params.viewId, who)
        await updateView(tx, view.id, {
          name: body.name ?? view.name,
          query: body.query ?? view.query,
          isShared: body.isShared ?? view.is_shared,
        })
        if (body.isShared === false) await deleteDefaultsOfOthers(tx, { id: view.id, staffId: view.staff_id })
      })
    },
    async deleteBoardView({ params, who }) {
      return change(who, async (tx) => deleteView(tx, (await lockOwn(tx, params.viewId, who)).id))
    },
    async setDefaultBoardView({ body, who }) {
      return change(who, async (tx) => {
        const known = await listViews(tx, who.id)
        if (body.viewId !== null && !known.some(({ id }) => id === body.viewId))
          throw fieldError('body.viewId', 'there is no such view any more')
        await writeDefault(tx, who.id, body.viewId)
      })
    },
  }
}

/** Throws `not_found` for a view that somebody keeps for themselves: that it is there is their own. */
async function lockOwn(tx: Tx, viewId: string, who: Person) {
  const view = await lockView(tx, viewId)
  if (view === null || (view.staff_id !== who.id && !view.is_shared)) throw new AppError('not_found')
  if (view.staff_id !== who.id && !isAdmin(who))
    throw new AppError('conflict', {
      message: 'This view is a colleague’s.',
      next: 'Keep one of your own, or ask them to change it.',
    })
  return view
}

function nameTaken(error: unknown): never {
  if (isUniqueViolation(error)) throw fieldError('body.name', 'you have a view of this name already')
  throw error
}

async function present(db: Reader, who: Person): Promise<{ views: BoardView[] }> {
  const rows = await listViews(db, who.id)
  return {
    views: rows.map((row) => ({
      id: row.id,
      name: row.name,
      query: row.query,
      isShared: row.is_shared,
      owner: row.staff_id === who.id ? null : row.owner_name,
      canChange: row.staff_id === who.id || isAdmin(who),
      isDefault: row.default_of !== null,
    })),
  }
}
