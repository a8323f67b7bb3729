import type { ApiScope } from '#contracts/route.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { AppError } from '../../http/app-error.ts'
import { hashToken, newToken } from '../../staff/secret-token.ts'
import { keyPrefix } from './find-key.ts'
import { insertKey, writeRevoked } from './store.ts'

const dayMs = 24 * 3_600_000
/** So many letters of the random part are shown beside a key's name: they say nothing about the rest. */
const shownLetters = 4

interface AskedKey {
  name: string
  scopes: readonly ApiScope[]
  expiresInDays: number | null
  by: string
  now: Date
}

export async function createKey(deps: Deps, asked: AskedKey): Promise<{ id: string; token: string }> {
  const { name, by, now, expiresInDays } = asked
  const token = `${keyPrefix}${newToken()}`
  const scopes = [...new Set(asked.scopes)]
  const expiresAt = expiresInDays === null ? null : new Date(now.getTime() + expiresInDays * dayMs)
  return inTransaction(deps.db, async (tx, afterCommit) => {
    const id = await insertKey(tx, {
      ...{ name, scopes, by, now, expiresAt },
      tokenHash: hashToken(token),
      tokenStart: token.slice(0, keyPrefix.length + shownLetters),
    })
    await recordFact(
      { deps, tx, afterCommit },
      {
        ...{ at: now, actor: `staff:${by}`, name: 'api-key-created', subjectId: id },
        detail: { name, scopes, expiresAt: expiresAt?.toISOString() ?? null },
      },
    )
    return { id, token }
  })
}

/** Twice is nothing new. */
export async function revokeKey(
  deps: Deps,
  { keyId, by, now }: { keyId: string; by: string; now: Date },
): Promise<void> {
  await inTransaction(deps.db, async (tx, afterCommit) => {
    const revoked = await writeRevoked(tx, keyId, now)
    if (revoked === 'none') throw new AppError('not_found')
    if (revoked === 'before') return
    await recordFact(
      { deps, tx, afterCommit },
      { at: now, actor: `staff:${by}`, name: 'api-key-revoked', subjectId: keyId },
    )
  })
}
