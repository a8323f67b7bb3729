import type { invitationsApi } from '#contracts/api/invitations.ts'
import { recordAudit } from '../db/audit.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { findTools } from '../exercises/tools.ts'
import { AppError } from '../http/app-error.ts'
import type { Handlers } from '../http/call.ts'
import { endCandidateSession } from './candidate-sessions.ts'
import { createInvitation } from './create-invitation.ts'
import { exchangeInvitationLink, requireInvitation } from './exchange-link.ts'
import { presentBoardRow, presentInvitation } from './present-invitation.ts'
import { renewAccess } from './renew-access.ts'
import { postWithdrawal } from './appointments/post-appointment.ts'
import { getInvitationRow, listInvitationRows, lockInvitation } from './store.ts'

export function invitationRoutes(deps: Deps): Handlers<typeof invitationsApi> {
  return {
    async createInvitation({ body, who, receivedAt }) {
      return createInvitation(deps, { ...body, by: who.id, now: receivedAt })
    },
    async listInvitations({ receivedAt }) {
      const rows = await listInvitationRows(deps.db)
      return {
        invitations: rows.map((row) => presentBoardRow(row, receivedAt)),
        asOf: receivedAt.toISOString(),
      }
    },
    async renewInvitationLink({ params, who, receivedAt }) {
      return renewAccess(deps, { ...params, by: who.id, now: receivedAt })
    },
    async revokeInvitation({ params, who, receivedAt }) {
      await inTransaction(deps.db, async (tx, afterCommit) => {
        await lockInvitation(tx, params.invitationId)
        const row = await getInvitationRow(tx, params.invitationId)
        if (row.started_at !== null) throw new AppError('already_started')
        if (row.revoked_at !== null) return
        await tx.updateTable('invitations').set({ revoked_at: receivedAt }).where('id', '=', row.id).execute()
        await postWithdrawal({ deps, tx, afterCommit }, row, receivedAt)
        await recordAudit(tx, {
          at: receivedAt,
          actor: `staff:${who.id}`,
          action: 'invitation-revoked',
          subject: `invitation:${row.id}`,
        })
        afterCommit(() => deps.announce('board-changed', { invitationId: row.id }))
      })
      return {}
    },
    async exchangeInvitationLink({ body, who, receivedAt, reply }) {
      const exchange = { token: body.token, session: who.candidate, now: receivedAt }
      const { invitationId, sessionToken, expiresAt } = await exchangeInvitationLink(deps, exchange)
      reply.setCandidateCookie(sessionToken, expiresAt)
      return { invitationId }
    },
    async signCandidateOut({ who: { candidate }, reply }) {
      if (candidate !== null) {
        await endCandidateSession(deps.db, candidate.sessionId)
        deps.closeSessions([candidate.sessionId])
      }
      reply.setCandidateCookie('', new Date(0))
      return {}
    },
    async getInvitation({ params, who, receivedAt }) {
      requireInvitation(who, params.invitationId)
      const { organisationZone } = deps.config
      const row = await getInvitationRow(deps.db, params.invitationId)
      const tools = await findTools(deps.db, row.manifest.language)
      return presentInvitation(row, { now: receivedAt, organisationZone, tools })
    },
  }
}
