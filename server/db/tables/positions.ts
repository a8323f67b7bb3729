import type { Generated } from 'kysely'
import type { Json, Once } from '../columns.ts'

interface PositionsTable {
  id: Generated<string>
  title: string
  summary: string
  exercise_ids: string[]
  focus_attributes: Json<{ id: string; title: string }[]>
  created_at: Once<Date>
  created_by: Once<string | null>
  /** Set, nobody further is invited for it. */
  closed_at: Date | null
}

interface PositionReviewersTable {
  position_id: string
  staff_id: string
}

export interface PositionsTables {
  positions: PositionsTable
  position_reviewers: PositionReviewersTable
}
