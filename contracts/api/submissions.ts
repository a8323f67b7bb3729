import { z } from 'zod'
import { criterionSchema, rubricItemSchema } from '../exercise-manifest.ts'
import { everyone, staff, theCandidate, type RouteTable } from '../route.ts'
import { workspaceFileSchema } from '../workspace.ts'
import { answerStateSchema } from './promises/answers.ts'
import { attemptParams, receiptSchema } from './attempts.ts'
import { appointmentSchema } from './invitations/invitations.ts'

const noteSchema = z.string().max(5_000).default('')

/** What a candidate says beside the code. Text alone; the code is frozen by then. */
export const notesSchema = z.object({ tradeOffs: noteSchema, nextSteps: noteSchema, aiUse: noteSchema })
export type Notes = z.infer<typeof notesSchema>

const scaleSchema = z.int().min(1).max(5).nullable().default(null)

/** About the exercise, never about the candidate: no reviewer sees it beside a submission. */
export const feedbackSchema = z.object({
  /** 1 unclear … 5 clear. */
  clarity: scaleSchema,
  /** 1 too little … 5 plenty. */
  time: scaleSchema,
  /** 1 far from real work … 5 like real work. */
  realism: scaleSchema,
  comment: z.string().max(4_000).default(''),
})
export type Feedback = z.infer<typeof feedbackSchema>

/** A receipt with a signature over its text. Anybody who has the public key can check it without us. */
export const signedReceiptSchema = receiptSchema.extend({
  signed: z.object({
    text: z.string(),
    /** Ed25519 over the UTF-8 bytes of `text`. */
    signatureBase64: z.base64(),
    publicKeyPem: z.string(),
  }),
})
export type SignedReceipt = z.infer<typeof signedReceiptSchema>

export const submissionsApi = {
  submitAttempt: {
    method: 'POST',
    path: '/api/attempts/:attemptId/submission',
    summary: 'Hands in the newest saved revision, for good. Asking twice answers the same receipt.',
    access: theCandidate,
    params: attemptParams,
    status: 201,
    response: receiptSchema,
  },
  getReceipt: {
    method: 'GET',
    path: '/api/attempts/:attemptId/submission',
    summary: 'The receipt of what was handed in.',
    access: theCandidate,
    params: attemptParams,
    response: receiptSchema,
  },
  getSubmissionPage: {
    method: 'GET',
    path: '/api/attempts/:attemptId/submission-page',
    summary: 'Everything a candidate sees after handing in: receipt, notes, what happens next, their data.',
    access: theCandidate,
    params: attemptParams,
    response: z.object({
      invitationId: z.uuid(),
      exerciseTitle: z.string(),
      positionTitle: z.string(),
      receipt: signedReceiptSchema,
      /** By when the candidate hears, why then, and whether they did. */
      answer: answerStateSchema,
      /** The date that counts in the zone in which the candidate started, with the server's offset; null where none is known. */
      answerDue: appointmentSchema.nullable(),
      notes: notesSchema,
      notesSavedAt: z.iso.datetime().nullable(),
      notesUntil: z.iso.datetime(),
      /** 0 once notes are closed. */
      notesRemainingMs: z.number().min(0),
      feedback: feedbackSchema.nullable(),
      /** Whether the machine's checks have ended. What they found is for reviewers. */
      graded: z.boolean(),
      /** Saves and pushes of code that came after the end: kept apart, and no part of what was submitted. */
      lateWrites: z.int().min(0),
      /** When everything about the candidate is deleted. */
      deletedAt: z.iso.datetime(),
    }),
  },
  saveNotes: {
    method: 'PUT',
    path: '/api/attempts/:attemptId/notes',
    summary: 'Keeps the notes. Possible for ten minutes after the code is frozen.',
    access: theCandidate,
    params: attemptParams,
    body: notesSchema,
    response: z.object({ savedAt: z.iso.datetime() }),
  },
  giveFeedback: {
    method: 'PUT',
    path: '/api/attempts/:attemptId/feedback',
    summary: 'What the candidate thinks of the exercise. Reviewers never see it with the submission.',
    access: theCandidate,
    params: attemptParams,
    body: feedbackSchema,
    response: feedbackSchema,
  },
  listFeedback: {
    method: 'GET',
    path: '/api/feedback',
    summary:
      'What candidates thought of the exercises, once they are reviewed and several together. Who reads it does not review for those positions.',
    access: staff('admin', 'author', 'recruiter'),
    response: z.object({
      feedback: z.array(
        feedbackSchema.extend({
          exerciseTitle: z.string(),
          exerciseVersion: z.string(),
          /** The day, as midnight UTC. */
          givenAt: z.iso.datetime(),
        }),
      ),
      /** Given, and not shown yet: not reviewed, too few to be shown together, or of a position that the reader reviews for. */
      withheld: z.int(),
    }),
  },
  getPreview: {
    method: 'GET',
    path: '/api/attempts/:attemptId/preview',
    summary: 'What reviewers see of this submission, but for what the hidden checks found.',
    access: theCandidate,
    params: attemptParams,
    response: z.object({
      alias: z.string(),
      exerciseTitle: z.string(),
      files: z.array(workspaceFileSchema),
      starterFiles: z.array(workspaceFileSchema),
      notes: notesSchema,
      criteria: z.array(criterionSchema),
      rubric: z.array(rubricItemSchema),
      checkCount: z.int(),
      /** Where the candidate's own name, mail address or login stands in what reviewers read. */
      identifying: z.array(
        z.object({
          /** A path, or "notes". */
          where: z.string(),
          /** From 1; 0 for the path itself. */
          line: z.int(),
          what: z.enum(['name', 'mail', 'login']),
        }),
      ),
    }),
  },
  getReceiptKey: {
    method: 'GET',
    path: '/api/receipt-key',
    summary: 'The public key that receipts of this installation are signed with.',
    access: everyone,
    response: z.object({ algorithm: z.literal('Ed25519'), publicKeyPem: z.string() }),
  },
} as const satisfies RouteTable
