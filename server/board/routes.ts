import type { boardApi } from '#contracts/api/board.ts'
import type { Deps } from '../deps.ts'
import type { Handlers } from '../http/call.ts'
import { presentBoardRow } from './present-board-row.ts'
import { listBoardRows } from './store.ts'

export function boardRoutes(deps: Deps): Handlers<typeof boardApi> {
  return {
    async listInvitations({ receivedAt }) {
      const rows = await listBoardRows(deps.db)
      return {
        invitations: rows.map((row) => presentBoardRow(row, receivedAt)),
        asOf: receivedAt.toISOString(),
      }
    },
  }
}
