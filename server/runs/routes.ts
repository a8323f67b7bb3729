import type { runsApi } from '#contracts/api/runs.ts'
import type { workerApi } from '#contracts/api/worker.ts'
import { getOwnAttempt } from '../attempts/store.ts'
import type { Deps } from '../deps.ts'
import { keepTools } from '../exercises/tools.ts'
import type { Handlers } from '../http/call.ts'
import { claimRun, heartbeatRun } from './claim-run.ts'
import { createRun } from './create-run.ts'
import { freezeAttempt } from './freeze-attempt.ts'
import { getReceipt } from './receipt.ts'
import { listWantedBoxes } from './wanted-boxes.ts'
import { getVisibleRun, listVisibleRuns, type RunRow } from './store.ts'

const presentRun = (row: RunRow, workerOnline: boolean) => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  revision: row.revision,
  only: row.only_tests,
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
      const online = await deps.doorbell.workerOnline()
      const rows = await listVisibleRuns(deps.db, params.attemptId)
      return {
        runs: rows.map((row) => ({ ...presentRun(row, online), verdict: row.result?.verdict ?? null })),
      }
    },
    async getRun({ params, who }) {
      await getOwnAttempt(deps.db, who, params.attemptId)
      const row = await getVisibleRun(deps.db, params)
      return { ...presentRun(row, await deps.doorbell.workerOnline()), result: row.result }
    },
    async submitAttempt({ params, who, receivedAt }) {
      await getOwnAttempt(deps.db, who, params.attemptId)
      await freezeAttempt(deps, { attemptId: params.attemptId, by: 'candidate', now: receivedAt })
      return getReceipt(deps.db, await getOwnAttempt(deps.db, who, params.attemptId))
    },
    async getReceipt({ params, who }) {
      return getReceipt(deps.db, await getOwnAttempt(deps.db, who, params.attemptId))
    },
  }
}

/** The worker's door: it has no database address, so it asks here for what to run and tells that it still lives. */
export function workerRoutes(deps: Deps): Handlers<typeof workerApi> {
  return {
    async listWantedBoxes({ receivedAt }) {
      return { boxes: await listWantedBoxes(deps, receivedAt) }
    },
    async reportTools({ body }) {
      await keepTools(deps.db, body.language, body.tools)
      return {}
    },
    async claimRun({ params, body, receivedAt }) {
      return claimRun(deps, { runId: params.runId, workerId: body.workerId, now: receivedAt })
    },
    async heartbeatRun({ params, body, receivedAt }) {
      return heartbeatRun(deps, { runId: params.runId, claimNo: body.claimNo, now: receivedAt })
    },
  }
}
