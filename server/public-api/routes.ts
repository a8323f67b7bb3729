import type { BoardRow } from '#contracts/api/board/board.ts'
import type { PublicInvitation, publicApi } from '#contracts/api/integrations/public-api.ts'
import { listBoard, listRows } from '../board/list-board.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../http/app-error.ts'
import type { Handlers } from '../http/call.ts'
import { revokeInvitation } from '../invitations/revoke-invitation.ts'
import { inviteByKey } from './invite-by-key.ts'
import { listOpenPositions } from './store.ts'

/** What programs may do with a key, under `/api/v1`. */
export function publicApiRoutes(deps: Deps): Handlers<typeof publicApi> {
  return {
    async listPositionsByKey() {
      const rows = await listOpenPositions(deps.db)
      return { positions: rows.map(({ exercise_ids, ...row }) => ({ ...row, exerciseIds: exercise_ids })) }
    },
    async createInvitationByKey({ body, who, headers, receivedAt }) {
      const idempotencyKey = headers.get('idempotency-key')
      return inviteByKey(deps, { body, key: who, idempotencyKey, now: receivedAt })
    },
    async listInvitationsByKey({ query, receivedAt }) {
      const { invitations, ...page } = await listBoard(deps.db, query, receivedAt)
      return { ...page, invitations: invitations.map((row) => presentInvitation(deps, row)) }
    },
    async getInvitationByKey({ params, receivedAt }) {
      return presentInvitation(deps, await requireRow(deps, params.invitationId, receivedAt))
    },
    async revokeInvitationByKey({ params, who, receivedAt }) {
      await revokeInvitation(deps, { ...params, actor: `key:${who.id}`, now: receivedAt })
      return {}
    },
    async getResultByKey({ params, receivedAt }) {
      const row = await requireRow(deps, params.invitationId, receivedAt)
      const { state, submittedAt, reviewsDone, reviewsNeeded, answerDueAt, answeredAt } = row
      return {
        ...{ invitationId: row.id, state, submittedAt, reviewsDone, reviewsNeeded, answerDueAt, answeredAt },
        graded: row.gradedVerdict !== null,
        page: pageOf(deps, row.id),
      }
    },
  }
}

async function requireRow(deps: Deps, invitationId: string, now: Date): Promise<BoardRow> {
  const [row] = await listRows(deps.db, [invitationId], now)
  if (row === undefined) throw new AppError('not_found')
  return row
}

const pageOf = (deps: Deps, invitationId: string) => `${deps.publicUrl}/board/${invitationId}`

function presentInvitation(deps: Deps, row: BoardRow): PublicInvitation {
  return {
    id: row.id,
    candidate: { name: row.candidateName, email: row.candidateEmail },
    positionTitle: row.positionTitle,
    exerciseTitle: row.exercise?.title ?? null,
    state: row.state,
    stateSince: row.stateSince,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    appointment: row.appointment,
    startedAt: row.startedAt,
    deadline: row.deadline,
    submittedAt: row.submittedAt,
    answerDueAt: row.answerDueAt,
    answeredAt: row.answeredAt,
    page: pageOf(deps, row.id),
  }
}
