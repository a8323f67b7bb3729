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
  settings: SettingsTable
  heartbeats: HeartbeatsTable
}
