import { z } from 'zod'
import { criterionSchema, rubricItemSchema } from '../exercise-manifest.ts'
import { languageSchema } from '../languages.ts'
import { reviewersOfPool, type RouteTable } from '../route.ts'
import { runResultSchema } from '../runs.ts'
import { workspaceFileSchema } from '../workspace.ts'
import { notesSchema } from './submissions.ts'
import { focusAttributeSchema } from './positions.ts'

/** House scale. `neutral` is an honest "no score". */
export const recommendationSchema = z.enum(['strong_yes', 'yes', 'neutral', 'no', 'strong_no'])
export type Recommendation = z.infer<typeof recommendationSchema>

export const attributeMarkSchema = z.enum(['star', 'thumbs_up', 'neutral', 'thumbs_down', 'stop'])
export type AttributeMark = z.infer<typeof attributeMarkSchema>

/** A shorter reason than this says too little to decide by. */
export const shortestReason = 40

/** A scorecard while it is being written: everything may still be missing. */
export const scorecardDraftSchema = z.object({
  rubric: z.record(z.string(), z.int().min(1).max(4)).default({}),
  attributes: z.record(z.string(), attributeMarkSchema).default({}),
  recommendation: recommendationSchema.nullable().default(null),
  reason: z.string().max(10_000).default(''),
  /** The focus attribute that the reason is tied to. */
  reasonAttribute: z.string().nullable().default(null),
})
export type ScorecardDraft = z.infer<typeof scorecardDraftSchema>

export const reviewSchema = z.object({
  scorecard: scorecardDraftSchema,
  savedAt: z.iso.datetime().nullable(),
  submittedAt: z.iso.datetime().nullable(),
})
export type Review = z.infer<typeof reviewSchema>

const reviewedCheckSchema = z.object({
  id: z.string(),
  title: z.string(),
  criterion: z.string(),
  optional: z.boolean(),
})

/** One finished grading of a submission. */
export const gradingSchema = z.object({
  /** The day, as midnight UTC. */
  gradedAt: z.iso.datetime(),
  /** Why it was graded again; null for the first grading. */
  regrade: z.object({ reason: z.string(), askedAt: z.iso.datetime() }).nullable(),
  checks: z.array(reviewedCheckSchema),
  checksVersion: z.string(),
  result: runResultSchema,
})
export type Grading = z.infer<typeof gradingSchema>

export const submissionParams = z.object({ submissionId: z.uuid() })

/** A submission in a reviewer's list. It says nothing of who the candidate is. */
export const submissionRowSchema = z.object({
  id: z.uuid(),
  alias: z.string(),
  positionTitle: z.string(),
  exerciseTitle: z.string(),
  language: languageSchema,
  /** The day in the organisation's zone, as midnight UTC: an hour would lead to a name. */
  submittedAt: z.iso.datetime(),
  /** The last day, in the same form. */
  dueAt: z.iso.datetime(),
  grading: z.enum(['pending', 'done', 'platform_error']),
  checksPassed: z.int().nullable(),
  checksTotal: z.int(),
  myReview: z.enum(['none', 'draft', 'submitted']),
  /** False for an admin who invited for the position, or has read its candidates' feedback. */
  mayReview: z.boolean(),
  /** Reviews in, without whose or what they say. */
  reviewsDone: z.int(),
  reviewsNeeded: z.int(),
})
export type SubmissionRow = z.infer<typeof submissionRowSchema>

export const reviewsApi = {
  listSubmissions: {
    method: 'GET',
    path: '/api/submissions',
    summary: 'What waits for the review of the person who asks, the most urgent first.',
    access: reviewersOfPool,
    response: z.object({ submissions: z.array(submissionRowSchema), asOf: z.iso.datetime() }),
  },
  getSubmission: {
    method: 'GET',
    path: '/api/submissions/:submissionId',
    summary: 'One submission as a reviewer sees it: code, starter, evidence, rubric, own review.',
    access: reviewersOfPool,
    params: submissionParams,
    response: z.object({
      row: submissionRowSchema,
      files: z.array(workspaceFileSchema),
      starterFiles: z.array(workspaceFileSchema),
      /** How long after the deadline the newest of it came in; 0 for in time. What comes within the grace counts. */
      lateByMs: z.number().min(0),
      /** What the candidate wrote beside the code; empty where nothing was. */
      notes: notesSchema,
      instructions: z.string(),
      constraints: z.array(z.string()),
      criteria: z.array(criterionSchema),
      /** Those of the version that the candidate took. */
      checks: z.array(reviewedCheckSchema),
      /** The one that counts first, then the earlier ones, newest first. Empty while the first is under way. */
      gradings: z.array(gradingSchema),
      rubric: z.array(rubricItemSchema),
      focusAttributes: z.array(focusAttributeSchema),
      myReview: reviewSchema,
    }),
  },
  saveReviewDraft: {
    method: 'PUT',
    path: '/api/submissions/:submissionId/review',
    summary: 'Keeps an unfinished scorecard.',
    access: reviewersOfPool,
    params: submissionParams,
    body: scorecardDraftSchema,
    response: reviewSchema,
  },
  submitReview: {
    method: 'POST',
    path: '/api/submissions/:submissionId/review',
    summary: 'Hands in a complete scorecard. It cannot be changed afterwards.',
    access: reviewersOfPool,
    params: submissionParams,
    body: scorecardDraftSchema,
    response: reviewSchema,
  },
} as const satisfies RouteTable
