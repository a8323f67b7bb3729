import type { ColumnType, Generated } from 'kysely'
import type { RunKind, RunResult, RunState, TestFilter } from '#contracts/runs.ts'
import type { Json, Once, Seen } from '../columns.ts'

interface RunsTable {
  id: Generated<string>
  attempt_id: Once<string>
  kind: Once<RunKind>
  revision: Once<number>
  /** The version by whose checks it is judged: the one that the candidate took, unless a regrade names another. */
  checks_version_id: Once<string>
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

interface RunResultsTable {
  run_id: Once<string>
  claim_no: Once<number>
  result: Json<RunResult>
  recorded_at: Once<Date>
}

interface GradingsView {
  run_id: Seen<string>
  attempt_id: Seen<string>
  regrade_id: Seen<string | null>
  created_at: Seen<Date>
  reason: Seen<string | null>
  asked_at: Seen<Date | null>
  checks_version_id: Seen<string>
  result: Seen<RunResult>
  recorded_at: Seen<Date>
}

/** The views say which results of runs are gradings that may be shown, and which one of each attempt counts. */
export interface RunsTables {
  runs: RunsTable
  run_results: RunResultsTable
  ended_gradings: GradingsView
  gradings: GradingsView
}
