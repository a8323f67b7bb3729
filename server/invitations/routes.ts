import type { invitationsApi } from '#contracts/api/invitations.ts'
import { recordAudit } from '../db/audit.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { findTools } from '../exercises/tools.ts'
import { AppError } from '../http/app-error.ts'
import type { Handlers } from '../http/call.ts'
import { postNotice } from '../notices/post-notice.ts'
import { createInvitation } from './create-invitation.ts'
import { exchangeInvitationLink, requireInvitation } from './exchange-link.ts'
import { issueInvitationLink, revokeInvitationLinks } from './invitation-links.ts'
import { presentBoardRow, presentInvitation } from './present-invitation.ts'
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
      const row = await getInvitationRow(deps.db, params.invitationId)
      if (row.revoked_at !== null) throw new AppError('invitation_closed')
      return inTransaction(deps.db, async (tx, afterCommit) => {
        await revokeInvitationLinks(tx, { invitationId: row.id, now: receivedAt })
        await recordAudit(tx, {
          at: receivedAt,
          actor: `staff:${who.id}`,
          action: 'invitation-link-renewed',
          subject: `invitation:${row.id}`,
        })
        const { id: invitationId } = row
        await postNotice({ deps, tx, afterCommit }, { invitationId, kind: 'invitation', now: receivedAt })
        return { link: await issueInvitationLink(deps, tx, { invitationId: row.id, now: receivedAt }) }
      })
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
    async getInvitation({ params, who, receivedAt }) {
      requireInvitation(who, params.invitationId)
      const { organisationZone } = deps.config
      const row = await getInvitationRow(deps.db, params.invitationId)
      const tools = await findTools(deps.db, row.manifest.language)
      return presentInvitation(row, { now: receivedAt, organisationZone, tools })
    },
  }
}
