import type { BulkKind } from '#contracts/api/board/bulk-actions.ts'
import type { ColumnType, Generated } from 'kysely'
import type { ImportStatus, NameChoice } from '#contracts/api/invitations/invitation-imports.ts'
import type { Json, Once } from '../columns.ts'

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
  /** Null while the candidate may choose and has not; once the attempt began, it stays. */
  exercise_version_id: string | null
  /** Who chooses the exercise: among those of the cohort, where it is the candidate. */
  exercise_by: ColumnType<'recruiter' | 'candidate', 'recruiter' | 'candidate' | undefined, never>
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
  /** The last moment at which a time can be picked; null where the invitation's end is enough. */
  schedule_by: Date | null
  /** Before it no link opens anything, so that what was sent to many can be taken back. */
  opens_at: Date | null
  declined_at: Date | null
  decline_reason: string | null
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

interface InvitationImportsTable {
  id: Generated<string>
  position_id: Once<string>
  /** Of whoever has none in the list; null where the candidates choose. */
  exercise_id: Once<string | null>
  created_by: Once<string | null>
  created_at: Once<Date>
  /** How the list was read, in sentences. */
  reading: Json<string[]>
  schedule_by: Once<Date | null>
  take_by: Once<Date>
  round: Generated<number>
  confirmed_at: Date | null
  confirmed_by: string | null
  mails_due_at: Date | null
  finished_at: Date | null
}

interface InvitationImportRowsTable {
  import_id: Once<string>
  row_number: Once<number>
  line: Once<number>
  name_written: Once<string>
  name_turned: Once<string | null>
  name_known: Once<string | null>
  name_choice: NameChoice
  email: Once<string>
  address_key: Once<string | null>
  status: ImportStatus
  notes: Json<string[]>
  problem: Json<{ reason: string; next: string }> | null
  readings: Json<{ label: string; at: string }[]>
  exercise_id: Once<string | null>
  appointment_at: Date | null
  appointment_zone: string | null
  extra_time_factor: number
  ticked: boolean
  /** In which confirmation it was handled. */
  round: number | null
  outcome: 'invited' | 'skipped' | null
  outcome_reason: string | null
  invitation_id: string | null
}

interface InvitationHandoversTable {
  id: Generated<number>
  invitation_id: Once<string>
  staff_id: Once<string>
  handed_at: Once<Date>
}

interface BulkActionsTable {
  id: Generated<string>
  kind: Once<BulkKind>
  /** Of an extension. */
  take_by: Once<Date | null>
  created_by: Once<string | null>
  created_at: Once<Date>
  confirmed_at: Date | null
  confirmed_by: string | null
  /** Before it nothing is changed, so that it can be taken back. */
  due_at: Date | null
  undone_at: Date | null
  finished_at: Date | null
}

interface BulkActionItemsTable {
  bulk_action_id: Once<string>
  row_number: Once<number>
  invitation_id: Once<string>
  seen: Once<string | null>
  problem: Json<{ reason: string; detail: string | null }> | null
  note: Once<string | null>
  outcome: 'done' | 'failed' | null
  outcome_reason: string | null
}

/** What recruiters note about a candidate. */
interface InvitationNotesTable {
  id: Generated<string>
  invitation_id: Once<string>
  written_by: Once<string | null>
  written_at: Once<Date>
  /** Null once it was deleted. */
  words: string | null
  edited_at: Date | null
  deleted_at: Date | null
  deleted_by: string | null
}

export interface InvitationsTables {
  invitation_handovers: InvitationHandoversTable
  invitation_notes: InvitationNotesTable
  bulk_actions: BulkActionsTable
  bulk_action_items: BulkActionItemsTable
  invitation_imports: InvitationImportsTable
  invitation_import_rows: InvitationImportRowsTable
  candidates: CandidatesTable
  invitations: InvitationsTable
  invitation_links: InvitationLinksTable
  candidate_sessions: CandidateSessionsTable
  candidate_session_grants: CandidateSessionGrantsTable
}
