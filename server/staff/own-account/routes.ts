import type { ownAccountApi } from '#contracts/api/staff/own-account.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../http/call.ts'
import { beginSignIn } from '../oidc/begin-sign-in.ts'
import { listIdentities } from '../oidc/identity-store.ts'
import { removeIdentity } from '../oidc/remove-identity.ts'
import { changePassword, endOwnSessions } from './change-own-account.ts'
import { listStaffSessions } from '../session-store.ts'

export function ownAccountRoutes(deps: Deps): Handlers<typeof ownAccountApi> {
  return {
    async setPassword({ body, who, receivedAt, ip }) {
      await changePassword(deps, { ...body, who, now: receivedAt, address: ip })
      return {}
    },
    async getOwnAccount({ who }) {
      const sessions = await listStaffSessions(deps.db, { staffId: who.id, sessionId: who.sessionId })
      const identities = await listIdentities(deps.db, who.id)
      return { hasPassword: await deps.auth.hasPassword(who.id), sessions, identities }
    },
    async addIdentity({ who, receivedAt, headers, reply }) {
      const purpose = { purpose: 'add', sessionId: who.sessionId } as const
      const { url, cookie } = await beginSignIn(deps, { purpose, nextPath: null, headers, now: receivedAt })
      reply.addCookies([cookie])
      return { url }
    },
    async removeIdentity({ params, who, receivedAt }) {
      await removeIdentity(deps, { ...params, staffId: who.id, now: receivedAt })
      return {}
    },
    async endOwnSessions({ body, who, receivedAt }) {
      await endOwnSessions(deps, { ...body, who, now: receivedAt })
      return {}
    },
  }
}
