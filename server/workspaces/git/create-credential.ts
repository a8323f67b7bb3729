import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { newToken, hashToken } from '../../staff/secret-token.ts'
import { insertCredential } from './store.ts'

const folder = 'fairtime-exercise'

/** The credential stands in the address, so that one pasted line is all it takes; only its hash is kept here. */
export async function createCredential(
  deps: Pick<Deps, 'db' | 'publicUrl'>,
  { attemptId, now }: { attemptId: string; now: Date },
): Promise<{ cloneUrl: string; command: string }> {
  const token = newToken()
  await inTransaction(deps.db, (tx) => insertCredential(tx, { attemptId, tokenHash: hashToken(token), now }))
  const url = new URL(`/git/${attemptId}.git`, deps.publicUrl)
  url.username = 'candidate'
  url.password = token
  return { cloneUrl: url.href, command: `git clone ${url.href} ${folder}` }
}
