import type { positionsApi } from '#contracts/api/positions.ts'
import type { Deps } from '../deps.ts'
import type { Handlers } from '../http/call.ts'
import { listPositions, listPossibleReviewers } from './store.ts'
import { changePosition, createPosition, setPositionOpen } from './write-position.ts'

/** `listExerciseIds`: what can be asked, which a room further on knows. */
export function positionRoutes(
  deps: Deps,
  listExerciseIds: () => Promise<string[]>,
): Handlers<typeof positionsApi> {
  return {
    async listPositions() {
      return { positions: await listPositions(deps.db) }
    },
    async listPossibleReviewers() {
      return { reviewers: await listPossibleReviewers(deps.db) }
    },
    async createPosition({ body, who, receivedAt }) {
      const loadedExerciseIds = await listExerciseIds()
      return createPosition(deps, body, { by: who.id, now: receivedAt, loadedExerciseIds })
    },
    async changePosition({ params, body, who, receivedAt }) {
      const loadedExerciseIds = await listExerciseIds()
      const draft = { ...body, id: params.positionId }
      return changePosition(deps, draft, { by: who.id, now: receivedAt, loadedExerciseIds })
    },
    async closePosition({ params, who, receivedAt }) {
      return setPositionOpen(deps, params.positionId, { isOpen: false, by: who.id, now: receivedAt })
    },
    async reopenPosition({ params, who, receivedAt }) {
      return setPositionOpen(deps, params.positionId, { isOpen: true, by: who.id, now: receivedAt })
    },
  }
}
