import type { positionsApi } from '#contracts/api/positions.ts'
import type { Deps } from '../deps.ts'
import type { Handlers } from '../http/call.ts'
import type { Pin } from './cohorts/pins.ts'
import { listPossibleReviewers } from './reviewer-store.ts'
import { listPositions } from './store.ts'
import { changePosition, createPosition, openNextCohort, setPositionOpen } from './write-position.ts'

/** `listLoaded`: the newest version of what can be asked, which a room further on knows. */
export function positionRoutes(deps: Deps, listLoaded: () => Promise<Pin[]>): Handlers<typeof positionsApi> {
  return {
    async listPositions() {
      return { positions: await listPositions(deps.db) }
    },
    async listPossibleReviewers() {
      return { reviewers: await listPossibleReviewers(deps.db) }
    },
    async createPosition({ body, who, receivedAt }) {
      return createPosition(deps, body, { by: who.id, now: receivedAt, loaded: await listLoaded() })
    },
    async changePosition({ params, body, who, receivedAt }) {
      const draft = { ...body, id: params.positionId }
      return changePosition(deps, draft, { by: who.id, now: receivedAt, loaded: await listLoaded() })
    },
    async openCohort({ params, body, who, receivedAt }) {
      const position = { id: params.positionId, version: body.version }
      return openNextCohort(deps, position, { by: who.id, now: receivedAt, loaded: await listLoaded() })
    },
    async closePosition({ params, who, receivedAt }) {
      return setPositionOpen(deps, params.positionId, { isOpen: false, by: who.id, now: receivedAt })
    },
    async reopenPosition({ params, who, receivedAt }) {
      return setPositionOpen(deps, params.positionId, { isOpen: true, by: who.id, now: receivedAt })
    },
  }
}
