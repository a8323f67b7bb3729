import type { Accommodation, AccommodationKind } from '#contracts/api/invitations/appointments.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { AppError, fieldError } from '../../http/app-error.ts'
import { getInvitationRow, lockInvitation } from '../../invitations/store.ts'
import { findAttemptOf } from '../store.ts'
import { getAccommodation, insertAccommodation, presentAccommodation } from './store.ts'

interface Ask {
  invitationId: string
  kind: AccommodationKind
  words: string
  now: Date
}

/** Asks the recruiter, and nobody else, for more time or another arrangement. One request at a time. */
export async function askForAccommodation(deps: Deps, ask: Ask): Promise<Accommodation> {
  const { invitationId, kind, words, now } = ask
  if (kind === 'other' && words === '') throw fieldError('body.words', 'write what you need')
  return inTransaction(deps.db, async (tx, afterCommit) => {
    await lockInvitation(tx, invitationId)
    const invitation = await getInvitationRow(tx, invitationId)
    const attempt = await findAttemptOf(tx, invitationId)
    if (attempt !== null && attempt.submitted_at !== null) throw new AppError('already_submitted')
    if (invitation.revoked_at !== null) throw new AppError('invitation_closed')
    const id = await insertAccommodation(tx, { invitationId, kind, words, now })
    if (id === null)
      throw new AppError('conflict', { message: 'You have asked already, and nobody has answered yet.' })
    // What was asked is nobody's but the recruiter's: the record says only that it was.
    await recordFact(
      { deps, tx, afterCommit },
      {
        at: now,
        actor: `candidate:${invitationId}`,
        name: 'accommodation-asked',
        subjectId: invitationId,
        detail: { accommodationId: id },
      },
    )
    return presentAccommodation(await getAccommodation(tx, { id, invitationId }))
  })
}
