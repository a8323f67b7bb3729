import type { ColumnType, Generated } from 'kysely'
import type { CreditKind } from '#contracts/clock.ts'
import type { Once } from './columns.ts'

export interface AttemptsTable {
  id: Generated<string>
  invitation_id: Once<string>
  started_at: Once<Date>
  base_duration_ms: Once<number>
  extra_time_factor: Once<number>
  submitted_at: Date | null
  /** Where the candidate's browser said it was at the start. */
  zone: ColumnType<string | null, string | null | undefined, never>
}

export interface CreditsTable {
  id: Generated<string>
  attempt_id: Once<string>
  amount_ms: Once<number>
  reason: Once<string>
  created_at: Once<Date>
  kind: Once<CreditKind>
  /** As in the audit: `staff:<id>` or `platform`. */
  given_by: Once<string>
  /** The time that was lost, where it is known. */
  from_at: Once<Date | null>
  until_at: Once<Date | null>
  /** Names the fault, so that it counts once a attempt however many detectors see it. */
  cause: Once<string | null>
  undoes: ColumnType<string | null, string | null | undefined, never>
}

export interface CreditAcknowledgementsTable {
  credit_id: Once<string>
  seen_at: Once<Date>
}

/** Lost time above what the platform gives by itself for what its candidate might have caused. */
export interface WithheldCreditsTable {
  attempt_id: Once<string>
  cause: Once<string>
  kind: Once<CreditKind>
  amount_ms: number
  from_at: Date
  until_at: Date
}

export type Component = 'api' | 'runs'

export interface HeartbeatsTable {
  component: Once<Component>
  beat_at: Date
}
