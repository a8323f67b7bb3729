import type { Receipt } from '#contracts/api/attempts.ts'
import type { AttemptRow } from '../../attempts/store.ts'
import type { Reader } from '../../db/connect.ts'
import { listUnsaved } from '../../workspaces/refusals/store.ts'
import { readTree } from '../../workspaces/store.ts'
import { getSubmission } from '../store.ts'

/** Throws `not_found` before the attempt is submitted. */
export async function getReceipt(db: Reader, attempt: AttemptRow): Promise<Receipt> {
  const submission = await getSubmission(db, attempt.id)
  const { tree } = await readTree(db, attempt, submission.revision)
  return {
    attemptId: attempt.id,
    revision: submission.revision,
    submittedAt: submission.submitted_at.toISOString(),
    by: submission.submitted_by,
    treeSha256: submission.tree_sha256,
    files: [...tree]
      .map(([path, { bytes, sha256 }]) => ({ path, bytes, sha256 }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    unsaved: await listUnsaved(db, attempt.id),
    answerDueAt: submission.answer_due_at.toISOString(),
  }
}
