import { staffApi } from '#contracts/api/staff/staff.ts'
import type { Deps } from '../deps.ts'
import type { Handlers } from '../http/call.ts'
import { listColleagues, type Handover, type ReviewerPools } from './colleagues.ts'
import { describeLeaving, disableColleague } from './disable-colleague.ts'
import { createFirstAdmin } from './create-first-admin.ts'
import { inviteStaff } from './invite-staff.ts'
import { changeColleague, enableColleague, renewStaffLink, signColleagueOut } from './manage-colleague.ts'
import { beginOidcSignIn } from './oidc/begin-sign-in.ts'
import { ownAccountRoutes } from './own-account/routes.ts'
import { signInByLink, signInByPassword, startSession } from './sign-in/sign-in.ts'
import { hasAdmin } from './store.ts'

/** What rooms further on keep about colleagues. */
export interface Belongings {
  pools: ReviewerPools
  handover: Handover
}

export function staffRoutes(deps: Deps, belongings: Belongings): Handlers<typeof staffApi> {
  const { pools } = belongings
  return {
    async getMe({ who: { staff } }) {
      const { id, name, email, roles } = staff ?? { id: '', name: '', email: '', roles: [] }
      return {
        staff: staff === null ? null : { id, name, email, roles: [...roles] },
        needsFirstAdmin: staff === null && !(await hasAdmin(deps.db)),
      }
    },
    async getSignInWays() {
      return { password: deps.config.passwordSignIn, oidcLabel: deps.config.oidc?.label ?? null }
    },
    async beginOidcSignIn({ body, receivedAt, headers, reply }) {
      const { url, cookie } = await beginOidcSignIn(deps, { ...body, headers, now: receivedAt })
      reply.addCookies([cookie])
      return { url }
    },
    async signIn({ body, receivedAt, headers, ip, reply }) {
      const signedIn = await signInByPassword(deps, { ...body, now: receivedAt, address: ip, headers })
      reply.addCookies(signedIn.cookies)
      return signedIn.member
    },
    async signInByLink({ body, receivedAt, headers, ip, reply }) {
      const signedIn = await signInByLink(deps, { ...body, now: receivedAt, address: ip, headers })
      reply.addCookies(signedIn.cookies)
      return signedIn.member
    },
    async createFirstAdmin({ body, receivedAt, headers, reply }) {
      const member = await createFirstAdmin(deps, { ...body, now: receivedAt })
      const signedIn = await startSession(deps, member, { headers, now: receivedAt, by: 'first_admin' })
      reply.addCookies(signedIn.cookies)
      return member
    },
    async signOut({ who: { staff }, headers, reply }) {
      reply.addCookies(await deps.auth.endSession(headers))
      if (staff !== null) deps.closeSessions([staff.sessionId])
      return {}
    },
    ...ownAccountRoutes(deps),
    async listStaff() {
      return { staff: await listColleagues(deps.db, pools) }
    },
    async inviteStaff({ body, who, receivedAt }) {
      return inviteStaff(deps, { ...body, pools, by: who.id, now: receivedAt })
    },
    async changeStaff({ params, body, who, receivedAt }) {
      return changeColleague(deps, { ...params, ...body, pools, by: who, now: receivedAt })
    },
    async getLeaving({ params, receivedAt }) {
      return describeLeaving(deps, { ...params, ...belongings, now: receivedAt })
    },
    async disableStaff({ params, body, who, receivedAt }) {
      return disableColleague(deps, { ...params, ...body, ...belongings, by: who, now: receivedAt })
    },
    async enableStaff({ params, who, receivedAt }) {
      return enableColleague(deps, { ...params, pools, by: who, now: receivedAt })
    },
    async signStaffOut({ params, who, receivedAt }) {
      await signColleagueOut(deps, { ...params, pools, by: who, now: receivedAt })
      return {}
    },
    async renewStaffLink({ params, who, receivedAt }) {
      return { link: await renewStaffLink(deps, { ...params, pools, by: who, now: receivedAt }) }
    },
  }
}
