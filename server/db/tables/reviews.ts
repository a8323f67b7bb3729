import type { Generated } from 'kysely'
import type { ScorecardDraft } from '#contracts/api/reviews.ts'
import type { Json, Once } from '../columns.ts'

interface ReviewsTable {
  id: Generated<string>
  submission_id: Once<string>
  reviewer_id: Once<string>
  scorecard: Json<ScorecardDraft>
  saved_at: Date
  submitted_at: Date | null
}

export interface ReviewsTables {
  reviews: ReviewsTable
}
