import type { ColumnType, Generated } from 'kysely'
import type { Once } from '../columns.ts'

interface CandidatesTable {
  id: Generated<string>
  name: string
  email: Once<string>
  created_at: Once<Date>
}

interface InvitationsTable {
  id: Generated<string>
  candidate_id: Once<string>
  /** As it was written in this invitation; null for the name by which the person is known. */
  candidate_name: ColumnType<string | null, string | null | undefined, never>
  position_id: Once<string>
  exercise_version_id: Once<string>
  /** That was open when the invitation was made; null for a practice. */
  cohort_id: ColumnType<string | null, string | null | undefined, never>
  created_by: Once<string | null>
  created_at: Once<Date>
  expires_at: Date
  appointment_at: Date | null
  appointment_zone: string | null
  /** Raised with every change of the appointment, so that calendars know the newest word. */
  appointment_sequence: Generated<number>
  /** Who chose the time of the appointment. */
  appointment_by: Generated<'candidate' | 'recruiter'>
  /** Title and length as calendars were told them last; null before anything was told. */
  calendar_entry: string | null
  /** The end of the invitation up to which its expiry was noted; another one, and it is noted anew. */
  expiry_noted_for: Date | null
  extra_time_factor: number
  /** The invitation that this one is the practice of. */
  practice_of: ColumnType<string | null, string | null | undefined, never>
  opened_at: Date | null
  /** When its attempt began. */
  started_at: Date | null
  revoked_at: Date | null
  /** Raised when the access is renewed; git keys of an earlier number open nothing any more. */
  access_number: Generated<number>
}

interface InvitationLinksTable {
  id: Generated<string>
  invitation_id: Once<string>
  token_hash: Once<string>
  created_at: Once<Date>
  revoked_at: Date | null
}

interface CandidateSessionsTable {
  id: Generated<string>
  token_hash: Once<string>
  created_at: Once<Date>
  expires_at: Once<Date>
}

interface CandidateSessionGrantsTable {
  session_id: string
  invitation_id: string
}

export interface InvitationsTables {
  candidates: CandidatesTable
  invitations: InvitationsTable
  invitation_links: InvitationLinksTable
  candidate_sessions: CandidateSessionsTable
  candidate_session_grants: CandidateSessionGrantsTable
}
