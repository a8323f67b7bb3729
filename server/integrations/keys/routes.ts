import type { ApiKey, apiKeysApi } from '#contracts/api/integrations/api-keys.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../http/call.ts'
import { createKey, revokeKey } from './create-key.ts'
import { listKeys, type KeyRow } from './store.ts'

export function apiKeyRoutes(deps: Deps): Handlers<typeof apiKeysApi> {
  return {
    async listApiKeys({ receivedAt }) {
      const rows = await listKeys(deps.db)
      return { keys: rows.map((row) => presentKey(row, receivedAt)) }
    },
    async createApiKey({ body, who, receivedAt }) {
      return createKey(deps, { ...body, by: who.id, now: receivedAt })
    },
    async revokeApiKey({ params, who, receivedAt }) {
      await revokeKey(deps, { ...params, by: who.id, now: receivedAt })
      return {}
    },
  }
}

const iso = (date: Date | null) => date?.toISOString() ?? null

function presentKey(row: KeyRow, now: Date): ApiKey {
  const isExpired = row.expires_at !== null && row.expires_at <= now
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    start: row.token_start,
    createdBy: row.made_by,
    createdAt: row.created_at.toISOString(),
    expiresAt: iso(row.expires_at),
    lastUsedAt: iso(row.last_used_at),
    revokedAt: iso(row.revoked_at),
    state: row.revoked_at !== null ? 'revoked' : isExpired ? 'expired' : 'valid',
  }
}
