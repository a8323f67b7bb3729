import type { ColumnType, Generated } from 'kysely'
import type { AccommodationKind } from '#contracts/api/invitations/appointments.ts'
import type { CreditKind } from '#contracts/clock.ts'
import type { SetupCheckStates } from '#contracts/setup-check.ts'
import type { Json, Once } from '../columns.ts'

interface AttemptsTable {
  id: Generated<string>
  invitation_id: Once<string>
  started_at: Once<Date>
  base_duration_ms: Once<number>
  extra_time_factor: Once<number>
  submitted_at: Date | null
  /** Where the candidate's browser said it was at the start. */
  zone: ColumnType<string | null, string | null | undefined, never>
}

interface CreditsTable {
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
  /** Names the fault, so that it counts once an attempt however many detectors see it. */
  cause: Once<string | null>
  undoes: ColumnType<string | null, string | null | undefined, never>
}

interface CreditAcknowledgementsTable {
  credit_id: Once<string>
  seen_at: Once<Date>
}

/** Lost time above what the platform gives by itself for what its candidate might have caused. */
interface WithheldCreditsTable {
  attempt_id: Once<string>
  cause: Once<string>
  kind: Once<CreditKind>
  amount_ms: number
  from_at: Date
  until_at: Date
}

interface AccommodationsTable {
  id: Generated<string>
  invitation_id: Once<string>
  kind: Once<AccommodationKind>
  words: Once<string>
  asked_at: Once<Date>
  granted: ColumnType<boolean | null, null | undefined, boolean>
  answer: ColumnType<string | null, null | undefined, string>
  answered_at: ColumnType<Date | null, null | undefined, Date>
  answered_by: ColumnType<string | null, null | undefined, string>
}

interface SetUpChecksTable {
  invitation_id: Once<string>
  checked_at: Date
  checks: Json<SetupCheckStates>
}

export interface AttemptsTables {
  attempts: AttemptsTable
  credits: CreditsTable
  credit_acknowledgements: CreditAcknowledgementsTable
  withheld_credits: WithheldCreditsTable
  accommodations: AccommodationsTable
  setup_checks: SetUpChecksTable
}
