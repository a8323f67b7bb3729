import type { invitationsApi } from '#contracts/api/invitations/invitations.ts'
import type { AttemptState } from '#contracts/clock.ts'
import type { Deps } from '../deps.ts'
import type { Handlers } from '../http/call.ts'
import { readZone } from '../staff/organisation/store.ts'
import { endCandidateSession } from './links/session-store.ts'
import { createInvitation } from './create-invitation.ts'
import { chooseExercise } from './exercise-choice/choose-exercise.ts'
import { listOffered } from './exercise-choice/list-offered.ts'
import { declineInvitation, reopenInvitation } from './endings/decline-invitation.ts'
import { extendInvitation } from './extend-invitation.ts'
import { exchangeInvitationLink, requireInvitation } from './links/exchange-link.ts'
import { presentInvitation } from './present-invitation.ts'
import { renewAccess } from './links/renew-access.ts'
import { revokeInvitation } from './revoke-invitation.ts'
import { getInvitationRow } from './store.ts'

type FindAttempt = (invitationId: string, now: Date) => Promise<{ id: string; state: AttemptState } | null>

/** `findAttempt`: what an invitation was started with, which a room further on knows. */
export function invitationRoutes(deps: Deps, findAttempt: FindAttempt): Handlers<typeof invitationsApi> {
  return {
    async createInvitation({ body, who, receivedAt }) {
      return createInvitation(deps, { ...body, by: who.id, now: receivedAt })
    },
    async renewInvitationLink({ params, who, receivedAt }) {
      return renewAccess(deps, { ...params, by: who.id, now: receivedAt })
    },
    async revokeInvitation({ params, who, receivedAt }) {
      await revokeInvitation(deps, { ...params, by: who.id, now: receivedAt })
      return {}
    },
    async extendInvitation({ params, body, who, receivedAt }) {
      await extendInvitation(deps, { ...params, ...body, by: who.id, now: receivedAt })
      return {}
    },
    async declineInvitation({ params, body, who, receivedAt }) {
      requireInvitation(who, params.invitationId)
      await declineInvitation(deps, { ...params, ...body, now: receivedAt })
      return {}
    },
    async reopenInvitation({ params, who, receivedAt }) {
      await reopenInvitation(deps, { ...params, by: who.id, now: receivedAt })
      return {}
    },
    async chooseExercise({ params, body, who, receivedAt }) {
      requireInvitation(who, params.invitationId)
      await chooseExercise(deps, { ...params, ...body, now: receivedAt })
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
      const organisationZone = await readZone(deps.db, deps.config)
      const row = await getInvitationRow(deps.db, params.invitationId)
      const offered = await listOffered(deps.db, row)
      const attempt = await findAttempt(row.id, receivedAt)
      return presentInvitation(row, { now: receivedAt, organisationZone, offered, attempt })
    },
  }
}
