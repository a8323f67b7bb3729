import type { workspacesApi } from '#contracts/api/workspaces/workspaces.ts'
import { getOwnAttempt, requireOwnAttempt } from '../attempts/store.ts'
import type { Deps } from '../deps.ts'
import type { Handlers } from '../http/call.ts'
import { getManifest } from '../exercises/store.ts'
import { createCredential } from './git/create-credential.ts'
import { saveWorkspace } from './save-workspace.ts'
import { acknowledgedSeqs } from './revision-store.ts'
import { readHead } from './store.ts'
import { previewZip, takeZip } from './zip/take-zip.ts'
import { writeZip } from './zip/write-zip.ts'

export function workspaceRoutes(deps: Deps): Handlers<typeof workspacesApi> {
  return {
    async getWorkspace({ params, who }) {
      const attempt = await getOwnAttempt(deps.db, who, params.attemptId)
      const head = await readHead(deps.db, attempt)
      return {
        revision: head.revision,
        savedAt: head.savedAt.toISOString(),
        files: [...head.files].map(([path, content]) => ({ path, content })),
        acknowledgedSeq: head.revision === 0 ? {} : await acknowledgedSeqs(deps.db, attempt.id),
      }
    },
    async saveWorkspace({ params, body, who, receivedAt }) {
      await requireOwnAttempt(deps.db, who, params.attemptId)
      return saveWorkspace(deps, { ...body, attemptId: params.attemptId, now: receivedAt })
    },
    async downloadZip({ params, who }) {
      const attempt = await getOwnAttempt(deps.db, who, params.attemptId)
      const { id: folder } = await getManifest(deps.db, attempt.exercise_version_id)
      const head = await readHead(deps.db, attempt)
      const zip = await writeZip(head.files, { folder, at: head.savedAt, executables: head.executables })
      return { fileName: `${folder}.zip`, revision: head.revision, zipBase64: zip.toString('base64') }
    },
    async previewZip({ params, body, who }) {
      return previewZip(deps, await getOwnAttempt(deps.db, who, params.attemptId), body.zipBase64)
    },
    async takeZip({ params, body, who, receivedAt }) {
      const attempt = await getOwnAttempt(deps.db, who, params.attemptId)
      return takeZip(deps, { ...body, attempt, now: receivedAt })
    },
    async createGitCredential({ params, who, receivedAt }) {
      const attempt = await getOwnAttempt(deps.db, who, params.attemptId)
      return createCredential(deps, { attemptId: attempt.id, now: receivedAt })
    },
  }
}
