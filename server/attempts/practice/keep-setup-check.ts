import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { putSetupCheck, type SetupCheck } from './store.ts'

/** Keeps how a candidate's computer did, and shows it on the board. A later check stands for an earlier one. */
export async function keepSetupCheck(
  deps: Pick<Deps, 'db' | 'announce'>,
  checked: SetupCheck,
): Promise<void> {
  await inTransaction(deps.db, async (tx, afterCommit) => {
    await putSetupCheck(tx, checked)
    afterCommit(() => deps.announce('board-changed', { invitationId: checked.invitationId }))
  })
}
