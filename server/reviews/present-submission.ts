import {
  scorecardDraftSchema,
  type Grading,
  type Review,
  type SubmissionRow,
} from '#contracts/api/reviews.ts'
import type { ExerciseManifest } from '#contracts/exercise-manifest.ts'
import { dayOf } from '../invitations/local-time.ts'
import { reviewsNeeded, type EndedGrading, type SubmissionColumns } from './store.ts'

/** Versions that were stored before checks could be optional do not say. */
export function presentChecks(checks: ExerciseManifest['checks']): Grading['checks'] {
  return checks.map(({ id, title, criterion, optional }) => ({
    id,
    title,
    criterion,
    optional: optional === true,
  }))
}

function gradingOf(row: SubmissionColumns): SubmissionRow['grading'] {
  if (row.graded === null) return 'pending'
  return row.graded.verdict === 'platform_error' ? 'platform_error' : 'done'
}

function myReviewOf(row: SubmissionColumns): SubmissionRow['myReview'] {
  if (row.review_submitted_at !== null) return 'submitted'
  return row.scorecard === null ? 'none' : 'draft'
}

/** What a reviewer may know of a submission: nothing here leads to a person. */
export function presentSubmission(row: SubmissionColumns): SubmissionRow {
  return {
    id: row.id,
    alias: row.alias,
    positionTitle: row.position_title,
    exerciseTitle: row.manifest.title,
    language: row.manifest.language,
    submittedAt: row.submitted_at.toISOString(),
    dueAt: row.answer_due_at.toISOString(),
    grading: gradingOf(row),
    checksPassed: row.graded === null ? null : row.graded.evidence.filter((card) => card.passed).length,
    checksTotal: (row.judged_by_manifest ?? row.manifest).checks.length,
    myReview: myReviewOf(row),
    mayReview: !row.is_barred,
    reviewsDone: row.reviews_done,
    reviewsNeeded,
  }
}

export function presentReview(row: SubmissionColumns): Review {
  return {
    scorecard: row.scorecard ?? scorecardDraftSchema.parse({}),
    savedAt: row.saved_at?.toISOString() ?? null,
    submittedAt: row.review_submitted_at?.toISOString() ?? null,
  }
}

/** The grading that counts first, then the earlier ones. Among several, those that failed through us say nothing. */
export function presentGradings(
  row: SubmissionColumns,
  ended: readonly EndedGrading[],
  zone: string,
): Grading[] {
  const counts = (run: { run_id: string }) => run.run_id === row.graded_run_id
  return ended
    .filter((one) => counts(one) || one.result.verdict !== 'platform_error')
    .sort((a, b) => Number(counts(b)) - Number(counts(a)))
    .map(({ manifest, reason, asked_at: askedAt, ...one }) => ({
      gradedAt: dayOf(one.recorded_at, zone).toISOString(),
      regrade:
        reason === null || askedAt === null ? null : { reason, askedAt: dayOf(askedAt, zone).toISOString() },
      checks: presentChecks(manifest.checks),
      checksVersion: manifest.version,
      result: one.result,
    }))
}
