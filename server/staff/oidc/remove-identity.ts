import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { AppError } from '../../http/app-error.ts'
import { deleteIdentity, listIdentities } from './identity-store.ts'

/** Throws `conflict` for the last way in: whoever signs out afterwards could not come back by themselves. */
export async function removeIdentity(
  deps: Deps,
  { staffId, identityId, now }: { staffId: string; identityId: string; now: Date },
): Promise<void> {
  const hasPassword = deps.config.passwordSignIn && (await deps.auth.hasPassword(staffId))
  await inTransaction(deps.db, async (tx, afterCommit) => {
    const issuer = await deleteIdentity(tx, { staffId, identityId })
    if (issuer === null) throw new AppError('not_found')
    if (!hasPassword && (await listIdentities(tx, staffId)).length === 0) {
      throw new AppError('conflict', {
        message: 'This is your only way to sign in.',
        next: 'Set a password or add another account first; then this one can go.',
      })
    }
    await recordFact(
      { deps, tx, afterCommit },
      {
        ...{ at: now, actor: `staff:${staffId}`, name: 'identity-removed', subjectId: staffId },
        detail: { identityId, issuer },
      },
    )
  })
}
