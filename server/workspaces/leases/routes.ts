import { editLease, type leasesApi } from '#contracts/api/workspaces/leases.ts'
import { getOwnAttempt } from '../../attempts/store.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../http/call.ts'
import { acquireLease } from './acquire-lease.ts'
import { moveLease } from './store.ts'

export function leaseRoutes(deps: Deps): Handlers<typeof leasesApi> {
  return {
    async acquireLease({ params, body, who, receivedAt }) {
      await getOwnAttempt(deps.db, who, params.attemptId)
      return acquireLease(deps, { ...body, attemptId: params.attemptId, now: receivedAt })
    },
    async renewLease({ params, body, who, receivedAt }) {
      const until = new Date(receivedAt.getTime() + editLease.lastsMs)
      const own = { ...body, attemptId: params.attemptId, invitationIds: who.invitationIds }
      if (await moveLease(deps.db, { ...own, until })) return { kind: 'renewed' }
      await getOwnAttempt(deps.db, who, params.attemptId)
      return { kind: 'lost' }
    },
    async releaseLease({ params, body, who, receivedAt }) {
      const own = { ...body, attemptId: params.attemptId, invitationIds: who.invitationIds }
      if (!(await moveLease(deps.db, { ...own, until: receivedAt })))
        await getOwnAttempt(deps.db, who, params.attemptId)
      return {}
    },
  }
}
