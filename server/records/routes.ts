import type { endingApi } from '#contracts/api/ending.ts'
import { recordAudit } from '../db/audit.ts'
import type { Deps } from '../deps.ts'
import type { Handlers } from '../http/call.ts'
import { requireInvitation } from '../invitations/exchange-link.ts'
import { exportInvitation } from './export-invitation.ts'

export function recordRoutes(deps: Deps): Handlers<Pick<typeof endingApi, 'exportMyData'>> {
  return {
    async exportMyData({ params, who, receivedAt }) {
      requireInvitation(who, params.invitationId)
      await recordAudit(deps.db, {
        at: receivedAt,
        actor: `candidate:${params.invitationId}`,
        action: 'data-exported',
        subject: `invitation:${params.invitationId}`,
      })
      return exportInvitation(deps, { invitationId: params.invitationId, now: receivedAt })
    },
  }
}
