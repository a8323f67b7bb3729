import type { ColumnType, Generated } from 'kysely'
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
  /** Raised with every change. */
  version: Generated<number>
  /** Empty for what the exercise says. */
  ai_policy: Generated<string>
  feedback_policy: Generated<string>
  /** Empty for none of its own. */
  mail_intro: Generated<string>
  mail_signature: Generated<string>
  /** Null for the default one. */
  calendar_id: string | null
  /** So many days after its end everything about a candidate is deleted; null for as many as everywhere. */
  retention_days: ColumnType<number | null, number | null | undefined, number | null>
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
  /** Raised with every change of what a person writes. */
  version: Generated<number>
  created_at: Once<Date>
}

interface PositionReviewersTable {
  position_id: string
  staff_id: string
  /** Those of the position's that this person may be given; null for all. */
  exercise_ids: ColumnType<string[] | null, string[] | null | undefined, string[] | null>
}

interface PositionCohortsTable {
  id: Generated<string>
  position_id: Once<string>
  number: Once<number>
  opened_at: Once<Date>
  opened_by: Once<string | null>
}

/** Which version of an exercise the candidates of a cohort take. */
interface PositionCohortExercisesTable {
  cohort_id: Once<string>
  exercise_id: Once<string>
  version: Once<string>
  exercise_version_id: Once<string>
}

export interface PositionsTables {
  positions: PositionsTable
  position_reviewers: PositionReviewersTable
  position_cohorts: PositionCohortsTable
  position_cohort_exercises: PositionCohortExercisesTable
  business_calendars: BusinessCalendarsTable
}
