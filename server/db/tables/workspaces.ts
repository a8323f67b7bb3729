import type { ColumnType, Generated } from 'kysely'
import type { ConflictOutcome, ConflictReason } from '#contracts/api/workspaces/conflicts.ts'
import type { Change, RefusedFile } from '#contracts/workspace.ts'
import type { Json, Once } from '../columns.ts'

/** Path → SHA-256 of its content, which stands in `blobs`. */
export type Tree = Record<string, string>

export type SaveSource = 'browser' | 'zip' | 'git'

/** A change as history keeps it: contents stand in `blobs`. */
export type ChangeRecord = Omit<Change, 'content'>

/** Path → content, or null where the conflict copy has the file deleted. */
export type ConflictFiles = Record<string, string | null>

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
  received_at: Once<Date>
  late_by_ms: Once<number>
  /** By which way it came in. */
  source: Generated<SaveSource>
  /** The paths of the tree that can be started, as git and archives say it of a file. */
  executables: ColumnType<string[], readonly string[], never>
  /** Path → size of its content; null in revisions from before sizes were kept. */
  file_bytes: ColumnType<Record<string, number> | null, string, never>
}

interface LateWritesTable {
  id: Generated<string>
  attempt_id: Once<string>
  received_at: Once<Date>
  late_by_ms: Once<number>
  body: Json<object>
  /** Null in rows from before it was noted. */
  body_sha256: ColumnType<string | null, string, never>
}

/** What is stored of an attempt, added up as it comes. */
interface AttemptStorageTable {
  attempt_id: Once<string>
  /** Saves and what was kept apart of them. */
  stored_bytes: Generated<number>
  late_bytes: Generated<number>
  late_count: Generated<number>
}

interface EditLeasesTable {
  attempt_id: Once<string>
  invitation_id: Once<string>
  tab_id: string
  /** Greater with each change of hands: a save with an older one is fenced off. */
  token: number
  lease_until: Date
}

interface ConflictCopiesTable {
  id: Generated<string>
  attempt_id: Once<string>
  client_id: Once<string>
  seq: Once<number>
  tab_id: Once<string | null>
  reason: Once<ConflictReason>
  files: Json<ConflictFiles>
  kept_at: Once<Date>
}

interface ConflictOutcomesTable {
  conflict_copy_id: Once<string>
  /** `continued`: a later conflict copy of the same page holds this one's text too, or what became of it. */
  outcome: ConflictOutcome | 'continued'
  decided_at: Date
}

interface SaveRefusalsTable {
  id: Generated<number>
  attempt_id: Once<string>
  client_id: Once<string>
  seq: Once<number>
  revision: Once<number>
  refused: Json<RefusedFile[]>
  received_at: Once<Date>
  late_by_ms: Once<number>
}

interface UnsavedFilesTable {
  attempt_id: Once<string>
  files: Json<RefusedFile[]>
}

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

export interface WorkspacesTables {
  blobs: BlobsTable
  revisions: RevisionsTable
  late_writes: LateWritesTable
  attempt_storage: AttemptStorageTable
  edit_leases: EditLeasesTable
  conflict_copies: ConflictCopiesTable
  conflict_outcomes: ConflictOutcomesTable
  save_refusals: SaveRefusalsTable
  unsaved_files: UnsavedFilesTable
  git_repositories: GitRepositoriesTable
  git_credentials: GitCredentialsTable
}
