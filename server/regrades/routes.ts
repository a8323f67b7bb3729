import type { regradesApi } from '#contracts/api/regrades.ts'
import type { Deps } from '../deps.ts'
import type { Handlers } from '../http/call.ts'
import { gradeAgain } from './grade-again.ts'
import { reportRegrade } from './report-regrade.ts'
import { startRegrade } from './start-regrade.ts'
import { listRegrades, presentRegrade } from './store.ts'
import { listStoredVersions } from './stored-versions.ts'

export function regradeRoutes(deps: Deps): Handlers<typeof regradesApi> {
  return {
    async listStoredVersions() {
      return { versions: await listStoredVersions(deps.db) }
    },
    async startRegrade({ body, who, receivedAt }) {
      return startRegrade(deps, { ...body, by: who.id, now: receivedAt })
    },
    async listRegrades() {
      return { regrades: (await listRegrades(deps.db)).map(presentRegrade) }
    },
    async getRegrade({ params }) {
      return reportRegrade(deps.db, params.regradeId)
    },
    async gradeAgain({ params, who, receivedAt }) {
      return gradeAgain(deps, { invitationId: params.invitationId, by: who.id, now: receivedAt })
    },
  }
}
