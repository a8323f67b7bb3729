import type { Once } from '../../columns.ts'

/** Requests that a program may send again without their being done twice. */
interface IdempotentCallsTable {
  key_id: Once<string>
  idempotency_key: Once<string>
  body_sha256: Once<string>
  created_at: Once<Date>
  invitation_id: string | null
}

export interface PublicApiTables {
  idempotent_calls: IdempotentCallsTable
}
