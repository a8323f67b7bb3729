import type { runsApi } from '#contracts/api/runs.ts'
import { getOwnAttempt } from '../attempts/store.ts'
import type { Deps } from '../deps.ts'
import type { Handlers } from '../http/call.ts'
import { createRun } from './create-run.ts'
import { getVisibleRun, listVisibleRuns, type RunRow } from './store.ts'

const presentRun = (row: RunRow, workerOnline: boolean) => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  revision: row.revision,
  only: row.test_filter,
  createdAt: row.created_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
  queuedBefore: row.state === 'queued' ? row.queued_before : null,
  workerOnline,
})

export function runRoutes(deps: Deps): Handlers<typeof runsApi> {
  return {
    async createRun({ params, body, who, receivedAt }) {
      await getOwnAttempt(deps.db, who, params.attemptId)
      return createRun(deps, { attemptId: params.attemptId, only: body.only, now: receivedAt })
    },
    async listRuns({ params, who }) {
      await getOwnAttempt(deps.db, who, params.attemptId)
      const online = await deps.jobs.workerOnline()
      const rows = await listVisibleRuns(deps.db, params.attemptId)
      return {
        runs: rows.map((row) => ({ ...presentRun(row, online), verdict: row.result?.verdict ?? null })),
      }
    },
    async getRun({ params, who }) {
      await getOwnAttempt(deps.db, who, params.attemptId)
      const row = await getVisibleRun(deps.db, params)
      return { ...presentRun(row, await deps.jobs.workerOnline()), result: row.result }
    },
  }
}
