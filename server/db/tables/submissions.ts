import type { ColumnType } from 'kysely'
import type { PromiseBasis } from '#contracts/api/answers.ts'
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
  /** As it was promised first, and stands on the receipt; `answer_promises` has what was promised since. */
  answer_due_at: Once<Date>
  /** When the code was taken; after an outage that can be well after `submitted_at`. Null in rows older than the column. */
  frozen_at: Once<Date | null>
}

/** By when candidates hear. The newest of an attempt counts; the first, 0, was made when the code was taken. */
interface AnswerPromisesTable {
  attempt_id: Once<string>
  seq: Once<number>
  made_at: Once<Date>
  made_by: Once<string | null>
  due_at: Once<Date>
  half_used_at: Once<Date>
  nearly_due_at: Once<Date>
  /** What the date was counted by, as it was then. Null in rows from before calendars. */
  basis: ColumnType<PromiseBasis | null, string | null, never>
  /** Why another date was given, in words to the candidate. */
  reason: Once<string | null>
  half_used_told_at: ColumnType<Date | null, undefined, Date>
  nearly_due_told_at: ColumnType<Date | null, undefined, Date>
  broken_told_at: ColumnType<Date | null, undefined, Date>
}

interface AnswersTable {
  attempt_id: Once<string>
  answered_at: Date
  noted_at: Date
  noted_by: string | null
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
  answer_promises: AnswerPromisesTable
  answers: AnswersTable
  notes: NotesTable
  feedback: FeedbackTable
  feedback_views: FeedbackViewsTable
}
