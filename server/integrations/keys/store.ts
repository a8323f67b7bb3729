import type { ApiScope } from '#contracts/route.ts'
import type { Database, Reader, Tx } from '../../db/connect.ts'

interface NewKey {
  name: string
  scopes: ApiScope[]
  tokenHash: string
  tokenStart: string
  by: string
  now: Date
  expiresAt: Date | null
}

export async function insertKey(tx: Tx, key: NewKey): Promise<string> {
  const { id } = await tx
    .insertInto('api_keys')
    .values({
      name: key.name,
      scopes: key.scopes,
      token_hash: key.tokenHash,
      token_start: key.tokenStart,
      created_by: key.by,
      created_at: key.now,
      expires_at: key.expiresAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function listKeys(db: Reader) {
  return db
    .selectFrom('api_keys')
    .leftJoin('staff', 'staff.id', 'api_keys.created_by')
    .select(['api_keys.id', 'api_keys.name', 'scopes', 'token_start', 'created_at', 'expires_at'])
    .select(['last_used_at', 'revoked_at', 'staff.name as made_by'])
    .orderBy('created_at', 'desc')
    .orderBy('api_keys.id')
    .execute()
}

export type KeyRow = Awaited<ReturnType<typeof listKeys>>[number]

/** `none` where there is no such key, `before` where it was revoked already. */
export async function writeRevoked(tx: Tx, id: string, now: Date): Promise<'none' | 'before' | 'now'> {
  const row = await tx
    .selectFrom('api_keys')
    .select('revoked_at')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) return 'none'
  if (row.revoked_at !== null) return 'before'
  await tx.updateTable('api_keys').set({ revoked_at: now }).where('id', '=', id).execute()
  return 'now'
}

/** A key that lets in at this moment. Its maker counts while the account is not disabled. */
export async function findValidKey(db: Reader, tokenHash: string, now: Date) {
  return db
    .selectFrom('api_keys')
    .leftJoin('staff', (join) =>
      join.onRef('staff.id', '=', 'api_keys.created_by').on('staff.disabled_at', 'is', null),
    )
    .select(['api_keys.id', 'scopes', 'last_used_at', 'staff.id as made_by'])
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .executeTakeFirst()
}

export async function noteUse(db: Database, id: string, now: Date): Promise<void> {
  await db.updateTable('api_keys').set({ last_used_at: now }).where('id', '=', id).execute()
}
