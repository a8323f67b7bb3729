import type { Reader, Tx } from '../db/connect.ts'

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
