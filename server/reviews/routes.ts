import type { reviewsApi } from '#contracts/api/reviews.ts'
import { findAttempt } from '../attempts/store.ts'
import type { Deps } from '../deps.ts'
import { recordView } from '../facts/record-view.ts'
import { AppError } from '../http/app-error.ts'
import type { Handlers } from '../http/call.ts'
import { readZone } from '../staff/organisation/store.ts'
import { readNotes } from '../submissions/store.ts'
import { readRevision, readStarter } from '../workspaces/store.ts'
import { presentChecks, presentGradings, presentReview, presentSubmission } from './present-submission.ts'
import { getSubmission, listEndedGradings, listSubmissions } from './store.ts'
import { writeReview } from './write-review.ts'

const asFiles = (files: ReadonlyMap<string, string>) =>
  [...files].map(([path, content]) => ({ path, content }))

export function reviewRoutes(deps: Deps): Handlers<typeof reviewsApi> {
  return {
    async listSubmissions({ who, receivedAt }) {
      const zone = await readZone(deps.db, deps.config)
      const rows = await listSubmissions(deps.db, who, zone)
      return { submissions: rows.map(presentSubmission), asOf: receivedAt.toISOString() }
    },
    async getSubmission({ params, who, receivedAt }) {
      const zone = await readZone(deps.db, deps.config)
      const row = await getSubmission(deps.db, who, { id: params.submissionId, zone })
      const attempt = await findAttempt(deps.db, row.attempt_id)
      if (attempt === null) throw new AppError('not_found')
      await recordView(deps, {
        at: receivedAt,
        actor: `staff:${who.id}`,
        name: 'submission-viewed',
        subjectId: row.id,
      })
      const { manifest } = row
      return {
        row: presentSubmission(row),
        files: asFiles(await readRevision(deps.db, attempt, row.revision)),
        starterFiles: asFiles(await readStarter(deps.db, attempt)),
        lateByMs: row.late_by_ms,
        notes: (await readNotes(deps.db, attempt.id)).notes,
        instructions: row.instructions,
        constraints: manifest.constraints,
        criteria: manifest.criteria,
        checks: presentChecks(manifest.checks),
        gradings: presentGradings(row, await listEndedGradings(deps.db, row.attempt_id), zone),
        rubric: manifest.rubric,
        focusAttributes: row.focus_attributes,
        myReview: presentReview(row),
      }
    },
    async saveReviewDraft({ params, body, who, receivedAt }) {
      const write = { submissionId: params.submissionId, reviewer: who, scorecard: body, now: receivedAt }
      return writeReview(deps, { ...write, submit: false })
    },
    async submitReview({ params, body, who, receivedAt }) {
      const write = { submissionId: params.submissionId, reviewer: who, scorecard: body, now: receivedAt }
      return writeReview(deps, { ...write, submit: true })
    },
  }
}
