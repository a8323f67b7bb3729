import type { Identity } from '#contracts/api/staff/own-account.ts'
import type { Reader, Tx } from '../../db/connect.ts'
import type { ProvedIdentity } from './oidc-client.ts'

export async function listIdentities(db: Reader, staffId: string): Promise<Identity[]> {
  const rows = await db
    .selectFrom('staff_identities')
    .select(['id', 'issuer', 'address', 'linked_at', 'used_at'])
    .where('staff_id', '=', staffId)
    .orderBy('linked_at')
    .execute()
  return rows.map(({ linked_at, used_at, ...row }) => ({
    ...row,
    linkedAt: linked_at.toISOString(),
    usedAt: used_at.toISOString(),
  }))
}

/** Whom an account of the provider belongs to, also somebody whose account here is disabled. */
export async function findIdentity(db: Reader, { issuer, subject }: ProvedIdentity) {
  const row = await db
    .selectFrom('staff_identities')
    .select(['id', 'staff_id'])
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row ?? null
}

/** Null where the account is linked already, to whomever. */
export async function insertIdentity(
  tx: Tx,
  { issuer, subject, address, ...link }: ProvedIdentity & { staffId: string; now: Date },
): Promise<string | null> {
  const row = await tx
    .insertInto('staff_identities')
    .values({
      staff_id: link.staffId,
      issuer,
      subject,
      address,
      linked_at: link.now,
      used_at: link.now,
    })
    .onConflict((conflict) => conflict.columns(['issuer', 'subject']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

export async function writeIdentityUsed(
  db: Reader,
  { id, address, now }: { id: string; address: string | null; now: Date },
): Promise<void> {
  await db.updateTable('staff_identities').set({ used_at: now, address }).where('id', '=', id).execute()
}

/** Answers the issuer; null where this person has no such account. */
export async function deleteIdentity(
  tx: Tx,
  { staffId, identityId }: { staffId: string; identityId: string },
): Promise<string | null> {
  const row = await tx
    .deleteFrom('staff_identities')
    .where('id', '=', identityId)
    .where('staff_id', '=', staffId)
    .returning('issuer')
    .executeTakeFirst()
  return row?.issuer ?? null
}
