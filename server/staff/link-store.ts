import type { Reader, Tx } from '../db/connect.ts'

interface LinkOf {
  purpose: 'first_admin' | 'sign_in'
  /** Null for the first admin, whom nobody knows yet. */
  staffId: string | null
}

/** Ends the unused links of one purpose and person. */
export async function revokeOpenLinks(
  db: Reader,
  { purpose, staffId, now }: LinkOf & { now: Date },
): Promise<void> {
  await db
    .updateTable('staff_links')
    .set({ revoked_at: now })
    .where('purpose', '=', purpose)
    .where((where) => (staffId === null ? where('staff_id', 'is', null) : where('staff_id', '=', staffId)))
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute()
}

export async function insertStaffLink(
  db: Reader,
  link: LinkOf & { tokenHash: string; now: Date; expiresAt: Date },
): Promise<void> {
  await db
    .insertInto('staff_links')
    .values({
      purpose: link.purpose,
      staff_id: link.staffId,
      token_hash: link.tokenHash,
      created_at: link.now,
      expires_at: link.expiresAt,
    })
    .execute()
}

/** Null where there is none. */
export async function lockStaffLink(tx: Tx, link: { purpose: LinkOf['purpose']; tokenHash: string }) {
  const row = await tx
    .selectFrom('staff_links')
    .selectAll()
    .where('token_hash', '=', link.tokenHash)
    .where('purpose', '=', link.purpose)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

export async function writeUsed(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.updateTable('staff_links').set({ used_at: at }).where('id', '=', id).execute()
}

/** Ends every unused sign-in link of somebody. */
export async function revokeStaffLinks(
  tx: Tx,
  { staffId, now }: { staffId: string; now: Date },
): Promise<void> {
  await tx
    .updateTable('staff_links')
    .set({ revoked_at: now })
    .where('staff_id', '=', staffId)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute()
}
