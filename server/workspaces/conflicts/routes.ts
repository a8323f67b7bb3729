import type { branchesApi } from '#contracts/api/conflicts.ts'
import { getOwnAttempt } from '../../attempts/store.ts'
import type { Deps } from '../../deps.ts'
import { AppError } from '../../http/app-error.ts'
import type { Handlers } from '../../http/call.ts'
import { findBranch, listBranches } from './store.ts'
import { settleBranch } from './resolve-conflict.ts'

export function branchRoutes(deps: Deps): Handlers<typeof branchesApi> {
  return {
    async listBranches({ params, who }) {
      await getOwnAttempt(deps.db, who, params.attemptId)
      const rows = await listBranches(deps.db, params.attemptId)
      const branches = rows.map((row) => ({
        id: row.id,
        keptAt: row.kept_at.toISOString(),
        reason: row.reason,
        tabId: row.tab_id,
        paths: Object.keys(row.files),
        outcome: row.outcome === 'continued' ? null : row.outcome,
      }))
      return { branches }
    },
    async getBranch({ params, who }) {
      await getOwnAttempt(deps.db, who, params.attemptId)
      const branch = await findBranch(deps.db, params)
      if (branch === null) throw new AppError('not_found')
      return { files: Object.entries(branch.files).map(([path, content]) => ({ path, content })) }
    },
    async settleBranch({ params, body, who, receivedAt }) {
      await getOwnAttempt(deps.db, who, params.attemptId)
      await settleBranch(deps, { ...params, outcome: body.outcome, now: receivedAt })
      return {}
    },
  }
}
