import type { submissionsApi } from '#contracts/api/submissions.ts'
import type { ResultOf } from '#contracts/route.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { dayOf } from '../../invitations/local-time.ts'
import { readZone } from '../../staff/organisation/store.ts'
import { releasedInLots } from './feedback-lots.ts'
import { listFeedback, noteFeedbackViews } from './store.ts'

type Shown = ResultOf<typeof submissionsApi.listFeedback>

/** By attempt, when the last review that it needed came in; those that wait for one are left out. */
export type ListReviewedAt = (attemptIds: readonly string[]) => Promise<ReadonlyMap<string, Date>>

/**
 * What candidates said, after their reviews and several at a time, and never to somebody in the reviewer pool of the position. Who
 * has read it is noted: they do not review for that position any more.
 */
export async function readAllFeedback(
  deps: Deps,
  listReviewedAt: ListReviewedAt,
  reader: { staffId: string; now: Date },
): Promise<Shown> {
  return inTransaction(deps.db, async (tx, afterCommit) => {
    const all = await listFeedback(tx, reader.staffId)
    const reviewedAt = await listReviewedAt(all.map((row) => row.attempt_id))
    const readable = all.filter((row) => row.reads_as_reviewer !== true)
    const released = releasedInLots(
      readable.flatMap((row) => {
        const at = reviewedAt.get(row.attempt_id)
        return at === undefined ? [] : [{ ...row, exerciseId: row.exercise_id, reviewedAt: at }]
      }),
    )
    const positionIds = released.map((row) => row.position_id)
    await noteFeedbackViews(tx, { ...reader, positionIds })
    const detail = { shown: released.length }
    await recordFact(
      { deps, tx, afterCommit },
      { at: reader.now, actor: `staff:${reader.staffId}`, name: 'feedback-viewed', subjectId: null, detail },
    )
    const zone = await readZone(tx, deps.config)
    const shown = released.map((row) => ({
      ...row.feedback,
      exerciseTitle: row.manifest.title,
      exerciseVersion: row.manifest.version,
      givenAt: dayOf(row.given_at, zone).toISOString(),
    }))
    return { feedback: shown.sort(byDayThenText), withheld: all.length - released.length }
  })
}

/** Within a day by what was said, since the order in which it was said would tell the hour. */
function byDayThenText(one: Shown['feedback'][number], other: Shown['feedback'][number]): number {
  if (one.givenAt !== other.givenAt) return one.givenAt < other.givenAt ? 1 : -1
  return (one.comment ?? '') < (other.comment ?? '') ? -1 : 1
}
