import type { Deps } from '../../deps.ts'
import type { Reader } from '../../db/connect.ts'
import { hashToken, newToken } from '../../staff/secret-token.ts'
import { insertLink } from './store.ts'

/** A further link to an invitation. It can be opened again and again, so that a candidate can come back on any machine. */
export async function issueInvitationLink(
  deps: Pick<Deps, 'publicUrl'>,
  db: Reader,
  link: { invitationId: string; now: Date },
): Promise<string> {
  const token = newToken()
  await insertLink(db, { ...link, tokenHash: hashToken(token) })
  return `${deps.publicUrl}/i#${token}`
}
