import { writingLease, type writingApi } from '#contracts/api/leases.ts'
import { getOwnAttempt } from '../../attempts/store.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../http/call.ts'
import { acquireWriting } from './acquire-lease.ts'
import { moveLease } from './store.ts'

export function writingRoutes(deps: Deps): Handlers<typeof writingApi> {
  return {
    async acquireWriting({ params, body, who, receivedAt }) {
      await getOwnAttempt(deps.db, who, params.attemptId)
      return acquireWriting(deps, { ...body, attemptId: params.attemptId, now: receivedAt })
    },
    async renewWriting({ params, body, who, receivedAt }) {
      const until = new Date(receivedAt.getTime() + writingLease.lastsMs)
      const own = { ...body, attemptId: params.attemptId, invitationIds: who.invitationIds }
      if (await moveLease(deps.db, { ...own, until })) return { kind: 'renewed' }
      await getOwnAttempt(deps.db, who, params.attemptId)
      return { kind: 'lost' }
    },
    async releaseWriting({ params, body, who, receivedAt }) {
      const own = { ...body, attemptId: params.attemptId, invitationIds: who.invitationIds }
      if (!(await moveLease(deps.db, { ...own, until: receivedAt })))
        await getOwnAttempt(deps.db, who, params.attemptId)
      return {}
    },
  }
}
