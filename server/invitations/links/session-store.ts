import type { Reader, Tx } from '../../db/connect.ts'

/**
 * Ends every browser session that holds an invitation, also one that holds others beside it: whoever has their links opens
 * them again. Answers the sessions' ids.
 */
export async function endCandidateSessions(tx: Tx, invitationId: string): Promise<string[]> {
  const ended = await tx
    .deleteFrom('candidate_sessions')
    .where('id', 'in', (from) =>
      from
        .selectFrom('candidate_session_grants')
        .select('session_id')
        .where('invitation_id', '=', invitationId),
    )
    .returning('id')
    .execute()
  return ended.map(({ id }) => id)
}

export async function endCandidateSession(db: Reader, sessionId: string): Promise<void> {
  await db.deleteFrom('candidate_sessions').where('id', '=', sessionId).execute()
}

interface NewSession {
  tokenHash: string
  invitationIds: ReadonlySet<string>
  now: Date
  expiresAt: Date
}

export async function insertCandidateSession(tx: Tx, opened: NewSession): Promise<void> {
  const session = await tx
    .insertInto('candidate_sessions')
    .values({ token_hash: opened.tokenHash, created_at: opened.now, expires_at: opened.expiresAt })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('candidate_session_grants')
    .values([...opened.invitationIds].map((invitation_id) => ({ session_id: session.id, invitation_id })))
    .execute()
}

/** What a session holds, with the practice of each invitation. Nothing where it has run out. */
export async function listGrants(db: Reader, tokenHash: string, now: Date) {
  return db
    .selectFrom('candidate_sessions')
    .innerJoin('candidate_session_grants', 'candidate_session_grants.session_id', 'candidate_sessions.id')
    .innerJoin('invitations', 'invitations.id', 'candidate_session_grants.invitation_id')
    .leftJoin('invitations as practice', 'practice.practice_of', 'invitations.id')
    .select([
      'candidate_sessions.id',
      'invitation_id',
      'practice.id as practice_id',
      'invitations.revoked_at',
    ])
    .where('token_hash', '=', tokenHash)
    .where('candidate_sessions.expires_at', '>', now)
    .execute()
}
