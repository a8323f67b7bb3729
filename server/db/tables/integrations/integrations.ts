import type { Generated } from 'kysely'
import type { ApiScope } from '#contracts/route.ts'
import type { Once } from '../../columns.ts'

interface ApiKeysTable {
  id: Generated<string>
  name: Once<string>
  scopes: Once<ApiScope[]>
  token_hash: Once<string>
  /** Its first letters, by which people tell it from others. */
  token_start: Once<string>
  created_by: Once<string | null>
  created_at: Once<Date>
  expires_at: Once<Date | null>
  last_used_at: Date | null
  revoked_at: Date | null
}

export interface IntegrationsTables {
  api_keys: ApiKeysTable
}
