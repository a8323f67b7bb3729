import type { Reader, Tx } from '../../db/connect.ts'
import type { KeptRepository } from './repository.ts'

/** How many clone commands of one attempt work at a time; the oldest gives way. */
const maxCredentials = 5

/** `revision` is the workspace state that the branch's newest commit holds. */
export type StoredRepository = KeptRepository & { revision: number }

/** The same without the commits themselves. */
export async function findHead(
  db: Reader,
  attemptId: string,
): Promise<{ head: string; revision: number } | null> {
  const row = await db
    .selectFrom('git_repositories')
    .select(['head', 'revision'])
    .where('attempt_id', '=', attemptId)
    .executeTakeFirst()
  return row ?? null
}

export async function findRepository(db: Reader, attemptId: string): Promise<StoredRepository | null> {
  const row = await db
    .selectFrom('git_repositories')
    .select(['head', 'pack', 'revision'])
    .where('attempt_id', '=', attemptId)
    .executeTakeFirst()
  return row ?? null
}

export async function keepRepository(
  tx: Tx,
  kept: StoredRepository & { attemptId: string; now: Date },
): Promise<void> {
  const values = { head: kept.head, pack: kept.pack, revision: kept.revision, changed_at: kept.now }
  await tx
    .insertInto('git_repositories')
    .values({ attempt_id: kept.attemptId, ...values })
    .onConflict((conflict) => conflict.column('attempt_id').doUpdateSet(values))
    .execute()
}

export async function insertCredential(
  tx: Tx,
  credential: { attemptId: string; tokenHash: string; now: Date },
): Promise<void> {
  await tx
    .insertInto('git_credentials')
    .values(({ selectFrom }) => ({
      attempt_id: credential.attemptId,
      token_hash: credential.tokenHash,
      created_at: credential.now,
      access_number: selectFrom('attempts')
        .innerJoin('invitations', 'invitations.id', 'attempts.invitation_id')
        .select('access_number')
        .where('attempts.id', '=', credential.attemptId),
    }))
    .execute()
  const newest = tx
    .selectFrom('git_credentials')
    .select('id')
    .where('attempt_id', '=', credential.attemptId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(maxCredentials)
  await tx
    .deleteFrom('git_credentials')
    .where('attempt_id', '=', credential.attemptId)
    .where('id', 'not in', newest)
    .execute()
}

/** The attempt that a credential opens. One from before the access was renewed opens nothing: its link may be in other hands. */
export async function findAttemptOfCredential(db: Reader, tokenHash: string): Promise<string | null> {
  const row = await db
    .selectFrom('git_credentials')
    .innerJoin('attempts', 'attempts.id', 'git_credentials.attempt_id')
    .innerJoin('invitations', 'invitations.id', 'attempts.invitation_id')
    .select('attempt_id')
    .where('token_hash', '=', tokenHash)
    .where('invitations.revoked_at', 'is', null)
    .whereRef('git_credentials.access_number', '=', 'invitations.access_number')
    .executeTakeFirst()
  return row?.attempt_id ?? null
}
