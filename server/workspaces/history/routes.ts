import type { historyApi } from '#contracts/api/workspaces/history.ts'
import { getOwnAttempt } from '../../attempts/store.ts'
import type { Deps } from '../../deps.ts'
import { AppError } from '../../http/app-error.ts'
import type { Handlers } from '../../http/call.ts'
import { readHeadRevision, readRevision, readTree } from '../store.ts'
import { treeSha256 } from '../tree.ts'
import { listRevisions } from './store.ts'

export function historyRoutes(deps: Deps): Handlers<typeof historyApi> {
  return {
    async listRevisions({ params, who }) {
      const attempt = await getOwnAttempt(deps.db, who, params.attemptId)
      const rows = await listRevisions(deps.db, attempt.id)
      const saved = rows.map((row) => ({
        revision: row.revision,
        at: row.received_at.toISOString(),
        source: row.source,
        lateByMs: row.late_by_ms,
        changed: row.changes,
      }))
      const at = attempt.started_at.toISOString()
      return { revisions: [...saved, { revision: 0, at, source: 'starter', lateByMs: 0, changed: [] }] }
    },
    async getRevision({ params, who }) {
      const attempt = await getOwnAttempt(deps.db, who, params.attemptId)
      const { revision } = params
      if (revision > (await readHeadRevision(deps.db, attempt.id))) throw new AppError('not_found')
      const { tree } = await readTree(deps.db, attempt, revision)
      const files = await readRevision(deps.db, attempt, revision)
      return {
        revision,
        treeSha256: treeSha256(tree),
        files: [...files].map(([path, content]) => ({ path, content })),
      }
    },
  }
}
