import type { Deps } from '../../deps.ts'
import type { Reader } from '../../db/connect.ts'
import { hashToken, newToken } from '../../staff/secret-token.ts'
import { insertLink } from './store.ts'

/** A further link to an invitation. It can be opened again and again, so that a candidate can come back on any machine. */
export async function issueInvitationLink(
  deps: Pick<Deps, 'publicUrl'>,
  db: Reader,
  { token = newToken(), ...link }: { invitationId: string; now: Date; token?: string | undefined },
): Promise<string> {
  await insertLink(db, { ...link, tokenHash: hashToken(token) })
  return linkOf(deps, token)
}

export const linkOf = (deps: Pick<Deps, 'publicUrl'>, token: string) => `${deps.publicUrl}/i#${token}`
