import type { ColumnType } from 'kysely'
import type { Feedback, Notes } from '#contracts/api/submissions.ts'
import type { Json, Once } from '../columns.ts'

interface SubmissionsTable {
  id: ColumnType<string, string | undefined, never>
  attempt_id: Once<string>
  revision: Once<number>
  submitted_at: Once<Date>
  submitted_by: Once<'candidate' | 'deadline'>
  tree_sha256: Once<string>
  alias: Once<string>
  answer_due_at: Once<Date>
  /** When the code was taken; after an outage that can be well after `submitted_at`. Null in rows older than the column. */
  frozen_at: Once<Date | null>
}

/** Append-only: the newest counts. */
interface NotesTable {
  attempt_id: Once<string>
  seq: Once<number>
  notes: Json<Notes>
  received_at: Once<Date>
}

interface FeedbackTable {
  attempt_id: Once<string>
  feedback: Json<Feedback>
  given_at: Date
}

/** Who has read what candidates of a position said, and so does not review for it. */
interface FeedbackViewsTable {
  position_id: Once<string>
  staff_id: Once<string>
  viewed_at: Once<Date>
}

export interface SubmissionsTables {
  submissions: SubmissionsTable
  notes: NotesTable
  feedback: FeedbackTable
  feedback_views: FeedbackViewsTable
}
