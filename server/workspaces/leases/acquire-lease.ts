import type { ResultOf } from '#contracts/route.ts'
import { editLease, type leasesApi } from '#contracts/api/workspaces/leases.ts'
import { lockAttempt } from '../../attempts/store.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { findLease, putLease } from './store.ts'

interface AccommodationKind {
  attemptId: string
  tabId: string
  takeOver: boolean
  now: Date
}

/** Makes a tab the one that writes. Under the attempt's lock, so that every save is either before the change of hands or after it. */
export async function acquireLease(
  deps: Deps,
  { attemptId, tabId, takeOver, now }: AccommodationKind,
): Promise<ResultOf<typeof leasesApi.acquireLease>> {
  return inTransaction(deps.db, async (tx, afterCommit) => {
    const attempt = await lockAttempt(tx, attemptId)
    const lease = await findLease(tx, attemptId)
    const isOwn = lease !== null && lease.tab_id === tabId
    const isHeld = lease !== null && !isOwn && lease.lease_until > now
    if (isHeld && !takeOver) return { kind: 'held', tabId: lease.tab_id }
    const token = isOwn ? lease.token : (lease?.token ?? 0) + 1
    const until = new Date(now.getTime() + editLease.lastsMs)
    await putLease(tx, { attemptId, invitationId: attempt.invitation_id, tabId, token, until })
    if (!isOwn) afterCommit(() => deps.announce('lease-taken', { attemptId, tabId, token }))
    return { kind: 'granted', token }
  })
}
