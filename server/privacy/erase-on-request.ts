import type { ErasureKind } from '#contracts/api/privacy.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { recordFact } from '../facts/record-fact.ts'
import { AppError, fieldError } from '../http/app-error.ts'
import { anonymiseRows } from './anonymise-store.ts'
import { eraseRows, findErased } from './erase-store.ts'
import { getCandidateOf } from './request-store.ts'

interface ErasureRequest {
  invitationId: string
  kind: ErasureKind
  /** As the page showed it. */
  candidateName: string
  by: string
  now: Date
}

/** Takes a candidate out at once, with all their invitations. Whoever is at work is left alone. */
export async function eraseOnRequest(deps: Deps, request: ErasureRequest): Promise<void> {
  const { invitationId, kind, by, now } = request
  await inTransaction(deps.db, async (tx, afterCommit) => {
    const candidate = await getCandidateOf(tx, invitationId)
    if (candidate.name !== request.candidateName)
      throw fieldError('body.candidateName', `write the name as it stands there: ${candidate.name}`)
    // Takes the locks that a start takes, so that nobody begins meanwhile.
    const erased = await findErased(tx, candidate.id)
    if ((await getCandidateOf(tx, invitationId)).isAtWork) throw new AppError('candidate_at_work')
    if (kind === 'erase') await eraseRows(tx, erased)
    else await anonymiseRows(tx, erased, now)
    const { invitationIds } = erased
    const detail = { invitations: invitationIds.length }
    await recordFact(
      { deps, tx, afterCommit },
      {
        at: now,
        actor: `staff:${by}`,
        name: kind === 'erase' ? 'candidate-erased' : 'candidate-anonymised',
        subjectId: candidate.id,
        detail,
        follows: { invitationIds: [...invitationIds] },
      },
    )
  })
}
