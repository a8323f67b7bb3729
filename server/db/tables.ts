import type { ColumnType, Generated } from 'kysely'
import type { StaffRole } from '#contracts/route.ts'
import type { ExerciseManifest } from '#contracts/exercise-manifest.ts'
import type { TestFilter, RunKind, RunResult, RunState } from '#contracts/runs.ts'
import type { SetupCheckStates } from '#contracts/setup-check.ts'
import type { Change, WorkspaceFile } from '#contracts/workspace.ts'
import type { ScorecardDraft } from '#contracts/api/reviews.ts'
import type { Json, Once, Seen } from './columns.ts'
import type {
  AttemptsTable,
  CreditAcknowledgementsTable,
  CreditsTable,
  HeartbeatsTable,
  WithheldCreditsTable,
} from './clock-tables.ts'
import type { AccommodationsTable, MailsTable } from './notice-tables.ts'
import type { PositionReviewersTable, PositionsTable } from './position-tables.ts'
import type { StaffLinksTable, StaffSessionTable, StaffTable } from './staff-tables.ts'
import type { FeedbackTable, FeedbackViewsTable, NotesTable, SubmissionsTable } from './ending-tables.ts'
import type {
  AttemptStorageTable,
  ConflictCopiesTable,
  ConflictOutcomesTable,
  SaveRefusalsTable,
  UnsavedFilesTable,
  EditLeasesTable,
} from './writing-tables.ts'

/** Path → SHA-256 of its content, which stands in `blobs`. */
export type Tree = Record<string, string>

interface ExerciseVersionsTable {
  id: Generated<string>
  exercise_id: Once<string>
  version: Once<string>
  content_sha256: Once<string>
  manifest: Json<ExerciseManifest>
  overview: Once<string>
  instructions: Once<string>
  starter: Json<WorkspaceFile[]>
  probes: Json<WorkspaceFile[]>
  created_at: Once<Date>
  retired_at: Date | null
}

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
  created_by: Once<string | null>
  created_at: Once<Date>
  expires_at: Date
  appointment_at: Date | null
  appointment_zone: string | null
  /** Raised with every change of the appointment, so that calendars know the newest word. */
  appointment_sequence: Generated<number>
  extra_time_factor: number
  /** The invitation that this one is the practice of. */
  practice_of: ColumnType<string | null, string | null | undefined, never>
  opened_at: Date | null
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

interface BlobsTable {
  sha256: Once<string>
  content: Once<string>
}

interface RevisionsTable {
  attempt_id: Once<string>
  revision: Once<number>
  client_id: Once<string>
  seq: Once<number>
  changes: Json<ChangeRecord[]>
  tree: Json<Tree>
  /** Path → size of its content; null in revisions from before sizes were kept. */
  file_bytes: ColumnType<Record<string, number> | null, string, never>
  received_at: Once<Date>
  late_by_ms: Once<number>
  /** By which way it came in. */
  source: Generated<SaveSource>
  /** The paths of the tree that can be started, as git and archives say it of a file. */
  executables: ColumnType<string[], readonly string[], never>
}

export type SaveSource = 'browser' | 'zip' | 'git'

interface GitRepositoriesTable {
  attempt_id: Once<string>
  head: string
  pack: Buffer
  /** The workspace state that the newest commit holds. */
  revision: number
  changed_at: Date
}

interface GitCredentialsTable {
  id: Generated<string>
  attempt_id: Once<string>
  /** Of the invitation when it was made. */
  access_number: Once<number>
  token_hash: Once<string>
  created_at: Once<Date>
}

interface SetUpChecksTable {
  invitation_id: Once<string>
  checked_at: Date
  checks: Json<SetupCheckStates>
}

/** A change as history keeps it: contents stand in `blobs`. */
export type ChangeRecord = Omit<Change, 'content'>

interface LateWritesTable {
  id: Generated<string>
  attempt_id: Once<string>
  received_at: Once<Date>
  late_by_ms: Once<number>
  body: Json<object>
  /** Null in rows from before it was noted. */
  body_sha256: ColumnType<string | null, string, never>
}

interface RunsTable {
  id: Generated<string>
  attempt_id: Once<string>
  kind: Once<RunKind>
  revision: Once<number>
  state: RunState
  claim_no: Generated<number>
  worker_id: string | null
  lease_until: Date | null
  platform_errors: Generated<number>
  regrade_id: ColumnType<string | null, string | null | undefined, never>
  test_filter: ColumnType<TestFilter | null, string | null | undefined, never>
  created_at: Once<Date>
  started_at: Date | null
  finished_at: Date | null
}

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

interface GradingsView {
  run_id: Seen<string>
  attempt_id: Seen<string>
  regrade_id: Seen<string | null>
  created_at: Seen<Date>
  reason: Seen<string | null>
  asked_at: Seen<Date | null>
  checks_version_id: Seen<string | null>
  result: Seen<RunResult>
  recorded_at: Seen<Date>
}

interface RunResultsTable {
  run_id: Once<string>
  claim_no: Once<number>
  result: Json<RunResult>
  recorded_at: Once<Date>
}

interface ReviewsTable {
  id: Generated<string>
  submission_id: Once<string>
  reviewer_id: Once<string>
  scorecard: Json<ScorecardDraft>
  saved_at: Date
  submitted_at: Date | null
}

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

export interface Tables {
  staff: StaffTable
  staff_links: StaffLinksTable
  staff_session: StaffSessionTable
  positions: PositionsTable
  position_reviewers: PositionReviewersTable
  exercise_versions: ExerciseVersionsTable
  candidates: CandidatesTable
  invitations: InvitationsTable
  invitation_links: InvitationLinksTable
  candidate_sessions: CandidateSessionsTable
  candidate_session_grants: CandidateSessionGrantsTable
  attempts: AttemptsTable
  credits: CreditsTable
  credit_acknowledgements: CreditAcknowledgementsTable
  heartbeats: HeartbeatsTable
  blobs: BlobsTable
  revisions: RevisionsTable
  late_writes: LateWritesTable
  attempt_storage: AttemptStorageTable
  withheld_credits: WithheldCreditsTable
  edit_leases: EditLeasesTable
  conflict_copies: ConflictCopiesTable
  conflict_outcomes: ConflictOutcomesTable
  save_refusals: SaveRefusalsTable
  unsaved_files: UnsavedFilesTable
  git_repositories: GitRepositoriesTable
  git_credentials: GitCredentialsTable
  runs: RunsTable
  run_results: RunResultsTable
  regrades: RegradesTable
  ended_gradings: GradingsView
  gradings: GradingsView
  submissions: SubmissionsTable
  notes: NotesTable
  feedback: FeedbackTable
  feedback_views: FeedbackViewsTable
  mails: MailsTable
  setup_checks: SetUpChecksTable
  accommodations: AccommodationsTable
  reviews: ReviewsTable
  audit: AuditTable
  settings: SettingsTable
}

/** Roles are stored as one text, since the staff table belongs to the sign-in library. */
export const joinRoles = (roles: readonly StaffRole[]) => roles.join(',')
