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
  /** Null for the default one. */
  calendar_id: string | null
  answer_working_days: Generated<number>
}

interface BusinessCalendarsTable {
  id: Generated<string>
  name: string
  /** Null until somebody writes the calendar: then it follows the zone of the organisation. */
  zone: string | null
  /** Close of business as a wall time, `17:00`. */
  closes_at: string
  /** 1 is Monday, 7 is Sunday. */
  working_days: number[]
  holidays: Json<{ date: string; name: string }[]>
  is_default: boolean
  created_at: Once<Date>
}

interface PositionReviewersTable {
  position_id: string
  staff_id: string
}

export interface PositionsTables {
  positions: PositionsTable
  position_reviewers: PositionReviewersTable
  business_calendars: BusinessCalendarsTable
}
