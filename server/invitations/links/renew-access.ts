import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { AppError } from '../../http/app-error.ts'
import { issueInvitationLink } from './invitation-links.ts'
import { revokeInvitationLinks } from './store.ts'
import { endCandidateSessions } from './session-store.ts'
import { getInvitationRow, lockInvitation, raiseAccessNumber } from '../store.ts'

interface Renewal {
  invitationId: string
  by: string
  now: Date
}

/**
 * A new link for an invitation whose earlier one may be in other hands: every session that an earlier link opened ends, and git
 * keys from before do not work any more. The work stays.
 */
export async function renewAccess(deps: Deps, { invitationId, by, now }: Renewal): Promise<{ link: string }> {
  return inTransaction(deps.db, async (tx, afterCommit) => {
    await lockInvitation(tx, invitationId)
    const row = await getInvitationRow(tx, invitationId)
    if (row.revoked_at !== null) throw new AppError('invitation_closed')
    await revokeInvitationLinks(tx, { invitationId, now })
    const ended = await endCandidateSessions(tx, invitationId)
    await raiseAccessNumber(tx, invitationId)
    await recordFact(
      { deps, tx, afterCommit },
      {
        at: now,
        actor: `staff:${by}`,
        name: 'invitation-link-renewed',
        subjectId: invitationId,
        detail: { sessions: ended.length },
      },
    )
    afterCommit(() => deps.closeSessions(ended))
    return { link: await issueInvitationLink(deps, tx, { invitationId, now }) }
  })
}
