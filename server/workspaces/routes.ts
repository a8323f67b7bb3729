import type { workspacesApi } from '#contracts/api/workspaces.ts'
import { getOwnAttempt } from '../attempts/store.ts'
import type { Deps } from '../deps.ts'
import type { Handlers } from '../http/call.ts'
import { saveWorkspace } from './save-workspace.ts'
import { acknowledgedSeqs, readHead } from './store.ts'

export function workspaceRoutes(deps: Deps): Handlers<typeof workspacesApi> {
  return {
    async getWorkspace({ params, who }) {
      const attempt = await getOwnAttempt(deps.db, who, params.attemptId)
      const head = await readHead(deps.db, attempt)
      return {
        revision: head.revision,
        savedAt: head.savedAt.toISOString(),
        files: [...head.files].map(([path, content]) => ({ path, content })),
        acknowledgedSeq: await acknowledgedSeqs(deps.db, attempt.id),
      }
    },
    async saveWorkspace({ params, body, who, receivedAt }) {
      await getOwnAttempt(deps.db, who, params.attemptId)
      return saveWorkspace(deps, { ...body, attemptId: params.attemptId, now: receivedAt })
    },
  }
}
