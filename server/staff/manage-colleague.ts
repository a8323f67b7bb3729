import type { Colleague } from '#contracts/api/staff/staff.ts'
import type { StaffRole } from '#contracts/route.ts'
import type { Tx } from '../db/connect.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { recordFact } from '../facts/record-fact.ts'
import { AppError } from '../http/app-error.ts'
import { getColleague, type ReviewerPools } from './colleagues.ts'
import { issueStaffLink } from './staff-links.ts'
import { endStaffSessions } from './session-store.ts'
import { requireAnotherAdmin, writeDisabled, writeRoles } from './store.ts'

interface Act {
  staffId: string
  pools: ReviewerPools
  /** Who does it. */
  by: { id: string; sessionId: string }
  now: Date
}

/** Roles are read anew with every request, so a change takes effect at once. Throws `conflict` for the last admin. */
export async function changeColleague(
  deps: Deps,
  act: Act & { roles: readonly StaffRole[]; positionIds: readonly string[] },
): Promise<Colleague> {
  return inTransaction(deps.db, async (tx, afterCommit) => {
    const before = await getColleague(tx, act.pools, act.staffId)
    if (!act.roles.includes('admin')) await requireAnotherAdmin(tx, act.staffId)
    await writeRoles(tx, act.staffId, act.roles)
    await act.pools.write(tx, act.staffId, act.positionIds)
    const after = await getColleague(tx, act.pools, act.staffId)
    const detail = { before: accessOf(before), after: accessOf(after) }
    await recordFact({ deps, tx, afterCommit }, { ...saidOf(act), name: 'staff-changed', detail })
    return after
  })
}

export async function enableColleague(deps: Deps, act: Act): Promise<{ member: Colleague; link: string }> {
  return inTransaction(deps.db, async (tx, afterCommit) => {
    await getColleague(tx, act.pools, act.staffId)
    await writeDisabled(tx, act.staffId, null)
    await recordFact({ deps, tx, afterCommit }, { ...saidOf(act), name: 'staff-enabled' })
    const link = await issueStaffLink(deps, tx, { purpose: 'sign_in', staffId: act.staffId, now: act.now })
    return { member: await getColleague(tx, act.pools, act.staffId), link }
  })
}

export async function signColleagueOut(deps: Deps, act: Act): Promise<void> {
  await inTransaction(deps.db, async (tx, afterCommit) => {
    await getColleague(tx, act.pools, act.staffId)
    const ended = await endSessionsOf(tx, act)
    await recordFact(
      { deps, tx, afterCommit },
      { ...saidOf(act), name: 'staff-signed-out', detail: { sessions: ended.length } },
    )
    afterCommit(() => deps.closeSessions(ended))
  })
}

/** A link for somebody who cannot come in; whoever might be in with the old password or computer is put out. */
export async function renewStaffLink(deps: Deps, act: Act): Promise<string> {
  return inTransaction(deps.db, async (tx, afterCommit) => {
    const { disabledAt } = await getColleague(tx, act.pools, act.staffId)
    if (disabledAt !== null)
      throw new AppError('conflict', { message: 'This account is disabled: let the person in again first.' })
    const ended = await endSessionsOf(tx, act)
    await recordFact(
      { deps, tx, afterCommit },
      { ...saidOf(act), name: 'staff-link-renewed', detail: { sessions: ended.length } },
    )
    afterCommit(() => deps.closeSessions(ended))
    return issueStaffLink(deps, tx, { purpose: 'sign_in', staffId: act.staffId, now: act.now })
  })
}

const accessOf = ({ roles, positionIds }: Colleague) => ({ roles, positionIds })

/** Whoever does it to themselves stays where they are. */
const endSessionsOf = (tx: Tx, { staffId, by }: Act) =>
  endStaffSessions(tx, staffId, staffId === by.id ? { exceptId: by.sessionId } : {})

const saidOf = ({ staffId, by, now }: Act) => ({ at: now, actor: `staff:${by.id}`, subjectId: staffId })
