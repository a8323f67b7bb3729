import type { workerApi } from '#contracts/api/worker.ts'
import type { Deps } from '../deps.ts'
import { keepTools } from '../exercises/tools.ts'
import type { Handlers } from '../http/call.ts'
import { claimRun, heartbeatRun } from './claim-run.ts'
import { listPrewarmHints } from './prewarm-hints.ts'

/** The worker's door: it has no database address, so it asks here for what to run and tells that it still lives. */
export function workerRoutes(deps: Deps): Handlers<typeof workerApi> {
  return {
    async listPrewarmHints({ receivedAt }) {
      return { boxes: await listPrewarmHints(deps, receivedAt) }
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
