import type { Generated } from 'kysely'
import type { Once } from '../columns.ts'

interface RegradesTable {
  id: Generated<string>
  asked_by: Once<string>
  asked_at: Once<Date>
  reason: Once<string>
  from_version_id: Once<string>
  checks_version_id: Once<string>
  /** Only this one; null for all submissions of the version. */
  submission_id: Once<string | null>
}

export interface RegradesTables {
  regrades: RegradesTable
}
