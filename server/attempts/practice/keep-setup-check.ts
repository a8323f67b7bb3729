import type { SetupCheckStates } from '#contracts/setup-check.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'

/** Keeps how a candidate's computer did, and shows it on the board. A later check stands for an earlier one. */
export async function keepSetupCheck(
  deps: Pick<Deps, 'db' | 'announce'>,
  checked: { invitationId: string; checks: SetupCheckStates; now: Date },
): Promise<void> {
  const { invitationId } = checked
  const values = { checked_at: checked.now, checks: JSON.stringify(checked.checks) }
  await inTransaction(deps.db, async (tx, afterCommit) => {
    await tx
      .insertInto('setup_checks')
      .values({ invitation_id: invitationId, ...values })
      .onConflict((conflict) => conflict.column('invitation_id').doUpdateSet(values))
      .execute()
    afterCommit(() => deps.announce('board-changed', { invitationId }))
  })
}
