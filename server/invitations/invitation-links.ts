import type { Deps } from '../deps.ts'
import type { Reader } from '../db/connect.ts'
import { hashToken, newToken } from '../staff/secret-token.ts'

/** A further link to an invitation. It can be opened again and again, so that a candidate can come back on any machine. */
export async function issueInvitationLink(
  deps: Pick<Deps, 'publicUrl'>,
  db: Reader,
  link: { invitationId: string; now: Date },
): Promise<string> {
  const token = newToken()
  await db
    .insertInto('invitation_links')
    .values({ invitation_id: link.invitationId, token_hash: hashToken(token), created_at: link.now })
    .execute()
  return `${deps.publicUrl}/i#${token}`
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
