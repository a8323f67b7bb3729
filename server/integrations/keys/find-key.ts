import type { Database } from '../../db/connect.ts'
import type { KeyActor } from '../../http/access/caller.ts'
import { hashToken } from '../../staff/secret-token.ts'
import { findValidKey, noteUse } from './store.ts'

/** What every key begins with, so that scanners for secrets know one where it does not belong. */
export const keyPrefix = 'fairtime_'

/** When a key was used last is written down no oftener than this. */
const useNotedEveryMs = 60_000

/** The program behind an `Authorization` header; null where it names no key that is valid now. */
export async function findKeyActor(
  db: Database,
  authorization: string | null,
  now: Date,
): Promise<KeyActor | null> {
  const token = /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
  if (token?.startsWith(keyPrefix) !== true) return null
  const row = await findValidKey(db, hashToken(token), now)
  if (row === undefined) return null
  const lastUsedMs = row.last_used_at?.getTime() ?? -Infinity
  if (now.getTime() - lastUsedMs >= useNotedEveryMs) await noteUse(db, row.id, now)
  return { kind: 'key', id: row.id, scopes: row.scopes, madeBy: row.made_by }
}
