import type { Colleague, Leaving } from '#contracts/api/staff/staff.ts'
import type { Tx } from '../db/connect.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { recordFact } from '../facts/record-fact.ts'
import { fieldError } from '../http/app-error.ts'
import { getColleague, listColleagues, type Handover, type ReviewerPools } from './colleagues.ts'
import { revokeStaffLinks } from './link-store.ts'
import { countStaffSessions, endStaffSessions } from './session-store.ts'
import { requireAnotherAdmin, writeDisabled } from './store.ts'

interface Leave {
  staffId: string
  pools: ReviewerPools
  handover: Handover
  now: Date
}

interface Act extends Leave {
  handOverTo?: string
  by: { id: string }
}

const canTakeOver = (one: Colleague) =>
  one.disabledAt === null && (one.roles.includes('recruiter') || one.roles.includes('admin'))

/** What disabling somebody would do, said before it is done. Throws `not_found`. */
export async function describeLeaving(
  deps: Deps,
  { staffId, pools, handover, now }: Leave,
): Promise<Leaving> {
  const { db } = deps
  const leaver = await getColleague(db, pools, staffId)
  const [colleagues, open, thinPools, sessions] = await Promise.all([
    listColleagues(db, pools),
    handover.list(db, { staffId, now }),
    pools.thinWithout(db, staffId),
    countStaffSessions(db, staffId),
  ])
  const others = colleagues.filter(({ id, disabledAt }) => id !== staffId && disabledAt === null)
  return {
    sessions,
    isOnlyAdmin: leaver.roles.includes('admin') && !others.some(({ roles }) => roles.includes('admin')),
    openInvitations: open.map(({ title, count }) => ({ position: title, count })),
    thinPools,
    successors: others.filter(canTakeOver).map(({ id, name, positionIds }) => ({
      id,
      name,
      stopsReviewingFor: open.filter((each) => positionIds.includes(each.id)).map(({ title }) => title),
    })),
  }
}

/**
 * Ends everything by which somebody could come in, and hands on what they looked after. Throws `conflict` for the last admin, and
 * a `bad_request` where nobody would look after what is open.
 */
export async function disableColleague(deps: Deps, act: Act): Promise<Colleague> {
  return inTransaction(deps.db, async (tx, afterCommit) => {
    const before = await getColleague(tx, act.pools, act.staffId)
    if (before.disabledAt !== null) return before
    await requireAnotherAdmin(tx, act.staffId)
    const handedOver = await handOver(tx, act)
    await writeDisabled(tx, act.staffId, act.now)
    await act.pools.write(tx, act.staffId, [])
    await revokeStaffLinks(tx, act)
    const ended = await endStaffSessions(tx, act.staffId)
    await recordFact(
      { deps, tx, afterCommit },
      {
        ...{ at: act.now, actor: `staff:${act.by.id}`, name: 'staff-disabled', subjectId: act.staffId },
        detail: { sessions: ended.length, positionIds: before.positionIds, handedOver },
      },
    )
    afterCommit(() => deps.closeSessions(ended))
    return getColleague(tx, act.pools, act.staffId)
  })
}

async function handOver(tx: Tx, { staffId, handOverTo, handover, pools, now }: Act) {
  const open = await handover.list(tx, { staffId, now })
  const count = open.reduce((sum, each) => sum + each.count, 0)
  if (count === 0) return null
  const wrong = (reason: string) => fieldError('body.handOverTo', reason)
  if (handOverTo === undefined)
    throw wrong(`Choose who looks after their ${count} open invitations from now on`)
  const successor = (await listColleagues(tx, pools)).find(({ id }) => id === handOverTo)
  if (successor === undefined || successor.id === staffId || !canTakeOver(successor))
    throw wrong('Choose a colleague who is here, and is a recruiter or an admin')
  return {
    to: successor.id,
    invitations: await handover.write(tx, { fromId: staffId, toId: successor.id, now }),
  }
}
