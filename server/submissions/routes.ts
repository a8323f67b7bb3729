import type { submissionsApi } from '#contracts/api/submissions.ts'
import { getOwnAttempt } from '../attempts/store.ts'
import type { Deps } from '../deps.ts'
import type { Handlers } from '../http/call.ts'
import { keepFeedback } from './feedback/store.ts'
import { freezeAttempt } from './freeze-attempt.ts'
import { presentSubmission, presentPreview } from './present-submission.ts'
import { getReceipt } from './receipt/receipt.ts'
import { getReceiptKey } from './receipt/receipt-key.ts'
import { saveNotes } from './save-notes.ts'
import { getSubmission } from './store.ts'
import { readAllFeedback, type ListReviewedAt } from './feedback/read-feedback.ts'

type SubmissionRoutes = Omit<typeof submissionsApi, 'exportMyData'>

/** `listReviewedAt`: when the reviews were all in, which a room further on knows. */
export function submissionRoutes(deps: Deps, listReviewedAt: ListReviewedAt): Handlers<SubmissionRoutes> {
  return {
    async submitAttempt({ params, who, receivedAt }) {
      await getOwnAttempt(deps.db, who, params.attemptId)
      await freezeAttempt(deps, { attemptId: params.attemptId, by: 'candidate', now: receivedAt })
      return getReceipt(deps.db, await getOwnAttempt(deps.db, who, params.attemptId))
    },
    async getReceipt({ params, who }) {
      return getReceipt(deps.db, await getOwnAttempt(deps.db, who, params.attemptId))
    },
    async getSubmissionPage({ params, who, receivedAt }) {
      return presentSubmission(deps, await getOwnAttempt(deps.db, who, params.attemptId), receivedAt)
    },
    async saveNotes({ params, body, who, receivedAt }) {
      await getOwnAttempt(deps.db, who, params.attemptId)
      return saveNotes(deps, { attemptId: params.attemptId, notes: body, now: receivedAt })
    },
    async giveFeedback({ params, body, who, receivedAt }) {
      await getOwnAttempt(deps.db, who, params.attemptId)
      // Before the end there is nothing to judge yet: this throws `not_found`.
      const { attempt_id: attemptId } = await getSubmission(deps.db, params.attemptId)
      await keepFeedback(deps.db, { attemptId, feedback: body, now: receivedAt })
      return body
    },
    async listFeedback({ who, receivedAt }) {
      return readAllFeedback(deps, listReviewedAt, { staffId: who.id, now: receivedAt })
    },
    async getPreview({ params, who }) {
      return presentPreview(deps.db, await getOwnAttempt(deps.db, who, params.attemptId))
    },
    async getReceiptKey() {
      const { publicKeyPem } = await getReceiptKey(deps.db)
      return { algorithm: 'Ed25519', publicKeyPem }
    },
  }
}
