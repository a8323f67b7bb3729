import type { Reader, Tx } from '../../db/connect.ts'

export async function insertLink(
  db: Reader,
  link: { invitationId: string; tokenHash: string; now: Date },
): Promise<void> {
  await db
    .insertInto('invitation_links')
    .values({ invitation_id: link.invitationId, token_hash: link.tokenHash, created_at: link.now })
    .execute()
}

/** A link with what decides whether it opens its invitation; null where there is none. */
export async function findLink(tx: Tx, tokenHash: string) {
  const row = await tx
    .selectFrom('invitation_links')
    .innerJoin('invitations', 'invitations.id', 'invitation_links.invitation_id')
    .select(['invitations.id', 'expires_at', 'opens_at', 'opened_at', 'started_at'])
    .select(['invitations.revoked_at as withdrawn_at', 'invitation_links.revoked_at as link_revoked_at'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return row ?? null
}

export async function revokeInvitationLinks(
  db: Reader,
  link: { invitationId: string; now: Date },
): Promise<void> {
  await db
    .updateTable('invitation_links')
    .set({ revoked_at: link.now })
    .where('invitation_id', '=', link.invitationId)
    .where('revoked_at', 'is', null)
    .execute()
}
