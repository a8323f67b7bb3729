import type { conflictsApi } from '#contracts/api/workspaces/conflicts.ts'
import { getOwnAttempt } from '../../attempts/store.ts'
import type { Deps } from '../../deps.ts'
import { AppError } from '../../http/app-error.ts'
import type { Handlers } from '../../http/call.ts'
import { findConflictCopy, listConflictCopies } from './store.ts'
import { resolveConflict } from './resolve-conflict.ts'

export function conflictRoutes(deps: Deps): Handlers<typeof conflictsApi> {
  return {
    async listConflictCopies({ params, who }) {
      await getOwnAttempt(deps.db, who, params.attemptId)
      const rows = await listConflictCopies(deps.db, params.attemptId)
      const conflicts = rows.map((row) => ({
        id: row.id,
        keptAt: row.kept_at.toISOString(),
        reason: row.reason,
        tabId: row.tab_id,
        paths: Object.keys(row.files),
        outcome: row.outcome === 'continued' ? null : row.outcome,
      }))
      return { conflicts }
    },
    async getConflictCopy({ params, who }) {
      await getOwnAttempt(deps.db, who, params.attemptId)
      const conflict = await findConflictCopy(deps.db, params)
      if (conflict === null) throw new AppError('not_found')
      return { files: Object.entries(conflict.files).map(([path, content]) => ({ path, content })) }
    },
    async resolveConflict({ params, body, who, receivedAt }) {
      await getOwnAttempt(deps.db, who, params.attemptId)
      await resolveConflict(deps, { ...params, outcome: body.outcome, now: receivedAt })
      return {}
    },
  }
}
