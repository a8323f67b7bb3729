import { boardLimits, type boardApi } from '#contracts/api/board/board.ts'
import type { candidateTimelineApi } from '#contracts/api/board/candidate-timeline.ts'
import type { Deps } from '../deps.ts'
import { recordView } from '../facts/record-view.ts'
import type { Handlers } from '../http/call.ts'
import { countStages, listBoard, listRows } from './list-board.ts'
import { findMatchingIds } from './matching-store.ts'
import { readTimeline } from './read-timeline.ts'

export function boardRoutes(deps: Deps): Handlers<typeof boardApi & typeof candidateTimelineApi> {
  return {
    async listInvitations({ query, who, receivedAt }) {
      await recordView(deps, {
        ...{ at: receivedAt, actor: `staff:${who.id}`, name: 'board-viewed', subjectId: null },
      })
      return { ...(await listBoard(deps.db, query, receivedAt)), asOf: receivedAt.toISOString() }
    },
    async countInvitations({ query, receivedAt }) {
      return { counts: await countStages(deps.db, query, receivedAt) }
    },
    async listInvitationIds({ query, receivedAt }) {
      const limit = boardLimits.chosenRows
      return { ids: await findMatchingIds(deps.db, query, { now: receivedAt, limit }) }
    },
    async listBoardRows({ query, receivedAt }) {
      const invitations = await listRows(deps.db, query.ids, receivedAt)
      return { invitations, asOf: receivedAt.toISOString() }
    },
    async getCandidateTimeline({ params, who, receivedAt }) {
      const timeline = await readTimeline(deps.db, params.invitationId, receivedAt)
      await recordView(deps, {
        ...{ at: receivedAt, actor: `staff:${who.id}`, name: 'candidate-viewed' },
        subjectId: params.invitationId,
      })
      return timeline
    },
  }
}
