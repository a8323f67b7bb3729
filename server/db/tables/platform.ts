import type { Generated } from 'kysely'
import type { Json, Once } from '../columns.ts'

export type Component = 'api' | 'runs'

interface AuditTable {
  id: Generated<number>
  at: Once<Date>
  actor: Once<string>
  action: Once<string>
  subject: Once<string>
  detail: Json<object>
}

interface AuditChainTable {
  seq: Once<number>
  audit_id: Once<number>
  hash: Once<Buffer>
}

/** Rows that wait to be sealed. */
interface AuditUnsealedTable {
  audit_id: Once<number>
}

interface SettingsTable {
  key: Once<string>
  value: string
}

interface HeartbeatsTable {
  component: Once<Component>
  beat_at: Date
}

/** What every room writes through `server/db` and none owns. */
export interface PlatformTables {
  audit: AuditTable
  audit_chain: AuditChainTable
  audit_unsealed: AuditUnsealedTable
  settings: SettingsTable
  heartbeats: HeartbeatsTable
}
