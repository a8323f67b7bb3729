import { sql } from 'kysely'
import type { EditLeaseAnswer } from '#contracts/api/workspaces/leases.ts'
import type { Reader, Tx } from '../../db/connect.ts'

export interface Lease {
  tab_id: string
  token: number
  lease_until: Date
}

export async function findLease(db: Reader, attemptId: string): Promise<Lease | null> {
  const row = await db
    .selectFrom('edit_leases')
    .select(['tab_id', 'token', 'lease_until'])
    .where('attempt_id', '=', attemptId)
    .executeTakeFirst()
  return row ?? null
}

export async function putLease(
  tx: Tx,
  lease: EditLeaseAnswer & { attemptId: string; invitationId: string; until: Date },
): Promise<void> {
  const values = { tab_id: lease.tabId, token: lease.token, lease_until: lease.until }
  await tx
    .insertInto('edit_leases')
    .values({ attempt_id: lease.attemptId, invitation_id: lease.invitationId, ...values })
    .onConflict((conflict) => conflict.column('attempt_id').doUpdateSet(values))
    .execute()
}

/** Moves the end of a lease, in one statement that also sees to it that it is the caller's own. False where it is not theirs. */
export async function moveLease(
  db: Reader,
  lease: EditLeaseAnswer & { attemptId: string; invitationIds: ReadonlySet<string>; until: Date },
): Promise<boolean> {
  const result = await db
    .updateTable('edit_leases')
    .set({ lease_until: lease.until })
    .where('attempt_id', '=', lease.attemptId)
    .where('tab_id', '=', lease.tabId)
    .where('token', '=', lease.token)
    .where(sql<boolean>`invitation_id = any(${[...lease.invitationIds]}::uuid[])`)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
