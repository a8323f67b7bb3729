import { peopleApi, type StaffMember } from '#contracts/api/people.ts'
import { recordAudit } from '../db/audit.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../http/app-error.ts'
import type { Handlers } from '../http/call.ts'
import { createFirstAdmin } from './create-first-admin.ts'
import { inviteStaff } from './invite-staff.ts'
import { issueStaffLink, useStaffLink } from './staff-links.ts'
import { findStaff, hasAdmin, listStaff } from './store.ts'

async function getStaff(deps: Deps, id: string): Promise<StaffMember> {
  const member = await findStaff(deps.db, id)
  if (member === null) throw new AppError('not_found')
  return member
}

export function peopleRoutes(deps: Deps): Handlers<typeof peopleApi> {
  return {
    async getMe({ who }) {
      const staff = who.staff
      return {
        staff:
          staff === null
            ? null
            : { id: staff.id, name: staff.name, email: staff.email, roles: [...staff.roles] },
        needsFirstAdmin: staff === null && !(await hasAdmin(deps.db)),
      }
    },
    async signIn({ body, reply }) {
      const session = await deps.auth.signIn(body.email, body.password)
      if (session === null) throw new AppError('wrong_credentials')
      reply.addCookies(session.cookies)
      return getStaff(deps, session.id)
    },
    async signInByLink({ body, receivedAt, reply }) {
      const { staffId } = await inTransaction(deps.db, (tx) =>
        useStaffLink(tx, { token: body.token, purpose: 'sign_in', now: receivedAt }),
      )
      if (staffId === null) throw new AppError('link_unknown')
      reply.addCookies(await deps.auth.startSession(staffId))
      return getStaff(deps, staffId)
    },
    async createFirstAdmin({ body, receivedAt, reply }) {
      const { staffId } = await createFirstAdmin(deps, { ...body, now: receivedAt })
      reply.addCookies(await deps.auth.startSession(staffId))
      return getStaff(deps, staffId)
    },
    async signOut({ headers, reply }) {
      reply.addCookies(await deps.auth.endSession(headers))
      return {}
    },
    async setPassword({ body, who, receivedAt }) {
      await deps.auth.setPassword(who.id, body.password)
      await recordAudit(deps.db, {
        at: receivedAt,
        actor: `staff:${who.id}`,
        action: 'password-set',
        subject: `staff:${who.id}`,
      })
      return {}
    },
    async listStaff() {
      return { staff: await listStaff(deps.db) }
    },
    async inviteStaff({ body, who, receivedAt }) {
      return inviteStaff(deps, { ...body, by: who.id, now: receivedAt })
    },
    async renewStaffLink({ params, who, receivedAt }) {
      await getStaff(deps, params.staffId)
      const link = await issueStaffLink(deps, deps.db, {
        purpose: 'sign_in',
        staffId: params.staffId,
        now: receivedAt,
      })
      await recordAudit(deps.db, {
        at: receivedAt,
        actor: `staff:${who.id}`,
        action: 'staff-link-renewed',
        subject: `staff:${params.staffId}`,
      })
      return { link }
    },
  }
}
