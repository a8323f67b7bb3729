import { bulkLimits, type bulkActionsApi } from '#contracts/api/board/bulk-actions.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../http/call.ts'
import { confirmBulkAction, forgetBulkAction, undoBulkAction } from './confirm-bulk-action.ts'
import { createBulkAction } from './create-bulk-action.ts'
import { bulkResultFile, presentBulkAction, presentBulkItem } from './present-bulk-action.ts'
import { getBulkAction, listBulkActions, listItems } from './store.ts'

const listedActions = 20

export function bulkRoutes(deps: Deps): Handlers<typeof bulkActionsApi> {
  const presentById = async (id: string, now: Date) =>
    presentBulkAction(deps, await getBulkAction(deps.db, id), now)
  return {
    async createBulkAction({ body, who, receivedAt }) {
      const id = await createBulkAction(deps, { ...body, by: who.id, now: receivedAt })
      return presentById(id, receivedAt)
    },
    async listBulkActions({ receivedAt }) {
      const actions = await listBulkActions(deps.db, listedActions)
      return {
        bulkActions: await Promise.all(actions.map((each) => presentBulkAction(deps, each, receivedAt))),
      }
    },
    async getBulkAction({ params, receivedAt }) {
      return presentById(params.bulkActionId, receivedAt)
    },
    async listBulkItems({ params, query }) {
      await getBulkAction(deps.db, params.bulkActionId)
      const limit = bulkLimits.pageRows
      const rows = await listItems(deps.db, params.bulkActionId, { ...query, limit: limit + 1 })
      return { items: rows.slice(0, limit).map(presentBulkItem), more: rows.length > limit }
    },
    async listFailedInvitations({ params }) {
      await getBulkAction(deps.db, params.bulkActionId)
      const rows = await listItems(deps.db, params.bulkActionId, {
        only: 'failed',
        limit: bulkLimits.invitations,
      })
      return { ids: rows.map((row) => row.invitation_id) }
    },
    async confirmBulkAction({ params, who, receivedAt }) {
      await confirmBulkAction(deps, { ...params, by: who.id, now: receivedAt })
      return presentById(params.bulkActionId, receivedAt)
    },
    async undoBulkAction({ params, who, receivedAt }) {
      await undoBulkAction(deps, { ...params, by: who.id, now: receivedAt })
      return presentById(params.bulkActionId, receivedAt)
    },
    async deleteBulkAction({ params }) {
      await forgetBulkAction(deps, params.bulkActionId)
      return {}
    },
    async getBulkResult({ params }) {
      const action = await getBulkAction(deps.db, params.bulkActionId)
      const rows = await listItems(deps.db, action.id, { limit: bulkLimits.invitations })
      return {
        fileName: `${action.kind}-${action.created_at.toISOString().slice(0, 10)}.csv`,
        content: bulkResultFile(rows),
      }
    },
  }
}
