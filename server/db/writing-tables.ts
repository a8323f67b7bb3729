import type { Generated } from 'kysely'
import type { ConflictOutcome, ConflictReason } from '#contracts/api/conflicts.ts'
import type { RefusedFile } from '#contracts/workspace.ts'
import type { Json, Once } from './columns.ts'

export interface EditLeasesTable {
  attempt_id: Once<string>
  invitation_id: Once<string>
  tab_id: string
  /** Greater with each change of hands: a save with an older one is fenced off. */
  token: number
  lease_until: Date
}

/** Path → content, or null where the conflict copy has the file deleted. */
export type ConflictFiles = Record<string, string | null>

export interface ConflictCopiesTable {
  id: Generated<string>
  attempt_id: Once<string>
  client_id: Once<string>
  seq: Once<number>
  tab_id: Once<string | null>
  reason: Once<ConflictReason>
  files: Json<ConflictFiles>
  kept_at: Once<Date>
}

export interface ConflictOutcomesTable {
  conflict_copy_id: Once<string>
  /** `continued`: a later conflict copy of the same page holds this one's text too, or what became of it. */
  outcome: ConflictOutcome | 'continued'
  decided_at: Date
}

export interface SaveRefusalsTable {
  id: Generated<number>
  attempt_id: Once<string>
  client_id: Once<string>
  seq: Once<number>
  revision: Once<number>
  refused: Json<RefusedFile[]>
  received_at: Once<Date>
  late_by_ms: Once<number>
}

export interface UnsavedFilesTable {
  attempt_id: Once<string>
  files: Json<RefusedFile[]>
}

/** What is stored of an attempt, added up as it comes. */
export interface AttemptStorageTable {
  attempt_id: Once<string>
  /** Saves and what was kept apart of them. */
  stored_bytes: Generated<number>
  late_bytes: Generated<number>
  late_count: Generated<number>
}
