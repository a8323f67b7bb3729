import type { Generated } from 'kysely'
import type { ExerciseManifest } from '#contracts/exercise-manifest.ts'
import type { WorkspaceFile } from '#contracts/workspace.ts'
import type { Json, Once } from '../columns.ts'

interface ExerciseVersionsTable {
  id: Generated<string>
  exercise_id: Once<string>
  version: Once<string>
  content_sha256: Once<string>
  /** Of what a grading depends on. */
  checks_sha256: Once<string>
  manifest: Json<ExerciseManifest>
  overview: Once<string>
  instructions: Once<string>
  starter: Json<WorkspaceFile[]>
  probes: Json<WorkspaceFile[]>
  created_at: Once<Date>
  retired_at: Date | null
}

export interface ExercisesTables {
  exercise_versions: ExerciseVersionsTable
}
