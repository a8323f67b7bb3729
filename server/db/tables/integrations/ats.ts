import type { Generated } from 'kysely'
import type { AtsKind } from '#contracts/api/integrations/ats.ts'
import type { Once } from '../../columns.ts'

/** Beside the endpoint by which a recruiting system is told, the key by which it is let in. */
interface AtsConnectionsTable {
  endpoint_id: Once<string>
  kind: Once<AtsKind>
  key_hash: Once<string>
}

interface AtsInterviewsTable {
  id: Generated<string>
  endpoint_id: Once<string>
  external_ref: Once<string>
  invitation_id: Once<string>
  callback_url: Once<string | null>
  created_at: Once<Date>
  cancelled_at: Date | null
}

export interface AtsTables {
  ats_connections: AtsConnectionsTable
  ats_interviews: AtsInterviewsTable
}
