import { z } from 'zod'
import { languageSchema } from '../../languages.ts'
import { staff, type RouteTable } from '../../route.ts'
import { verdictSchema } from '../../runs.ts'
import { setupResultSchema } from '../../setup-check.ts'
import { appointmentSchema } from '../invitations/invitations.ts'

/** Where an invitation stands, in the order in which it happens. `expired` and `revoked` end it before a start. */
export const invitationStateSchema = z.enum([
  'sent',
  'opened',
  'scheduled',
  'in_progress',
  'submitted',
  'in_review',
  'reviewed',
  'answered',
  'expired',
  'declined',
  'revoked',
])
export type InvitationState = z.infer<typeof invitationStateSchema>

/** What a recruiter thinks in: each stage holds some states, in the order in which they happen. */
export const boardStages = {
  invited: ['sent', 'opened'],
  scheduled: ['scheduled'],
  in_progress: ['in_progress'],
  submitted: ['submitted'],
  in_review: ['in_review'],
  reviewed: ['reviewed'],
  answered: ['answered'],
  ended: ['expired', 'declined', 'revoked'],
} as const satisfies Record<string, readonly InvitationState[]>
export const boardStageSchema = z.enum([
  'invited',
  'scheduled',
  'in_progress',
  'submitted',
  'in_review',
  'reviewed',
  'answered',
  'ended',
])
export type BoardStage = z.infer<typeof boardStageSchema>

export const boardLimits = { pageRows: 100, askedRows: 100, chosenRows: 10_000, searchLength: 200 }

/** What the board is narrowed to. Everything is text, because it stands in the page's address as well. */
export const boardFilterSchema = z.object({
  stage: boardStageSchema.optional(),
  positionId: z.uuid().optional(),
  /** Words that must all stand in a candidate's name or address, in any order and letter case. */
  q: z.string().trim().max(boardLimits.searchLength).optional(),
  /** Only what waits for a person: a question, a mail that did not arrive, a grading that failed, a promise that is broken. */
  attention: z.literal('1').optional(),
  /** `waiting`: longest in its stage first. `due`: by the next date. */
  sort: z.enum(['newest', 'waiting', 'due']).optional(),
})
export type BoardFilter = z.infer<typeof boardFilterSchema>

/** What the recruiter's board shows of one invitation. */
export const boardRowSchema = z.object({
  id: z.uuid(),
  candidateName: z.string(),
  candidateEmail: z.string(),
  positionTitle: z.string(),
  /** Null while the candidate has still to choose. */
  exercise: z.object({ title: z.string(), version: z.string(), language: languageSchema }).nullable(),
  state: invitationStateSchema,
  /** When it came into that state. */
  stateSince: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  scheduleBy: z.iso.datetime().nullable(),
  /** What the candidate said with their "no, thank you". */
  declineReason: z.string().nullable(),
  appointment: appointmentSchema.nullable(),
  startedAt: z.iso.datetime().nullable(),
  deadline: z.iso.datetime().nullable(),
  submittedAt: z.iso.datetime().nullable(),
  gradedVerdict: verdictSchema.nullable(),
  checksPassed: z.int().nullable(),
  checksTotal: z.int().nullable(),
  reviewsDone: z.int(),
  reviewsNeeded: z.int(),
  /** By when the candidate was promised to hear; the newest date that was told. */
  answerDueAt: z.iso.datetime().nullable(),
  /** When the candidate had the answer. */
  answeredAt: z.iso.datetime().nullable(),
  /** Writes that came after the deadline and were kept apart. */
  lateWrites: z.int(),
  /** `given_up`: the newest grading ended through a fault of ours. `repeated`: it did, and another is under way. */
  gradingFault: z.enum(['none', 'given_up', 'repeated']),
  /** Runs of the candidate that ended through a fault of ours. */
  faultyRuns: z.int(),
  /** The candidate asked for something that nobody has answered. */
  asksForAccommodation: z.boolean(),
  /** How the candidate's own check of their computer went; null where there was none. */
  setupCheck: setupResultSchema.nullable(),
  /** A mail to the candidate was not delivered: `failed` for good, `delayed` so far. */
  mailFault: z.enum(['none', 'delayed', 'failed']),
})
export type BoardRow = z.infer<typeof boardRowSchema>

const forRecruiters = staff('admin', 'recruiter')

export const boardApi = {
  listInvitations: {
    method: 'GET',
    path: '/api/invitations',
    summary: 'A page of the board: invitations with where they stand, narrowed and sorted, 100 at a time.',
    access: forRecruiters,
    query: boardFilterSchema.extend({ page: z.coerce.number().int().min(1).max(10_000).default(1) }),
    response: z.object({
      invitations: z.array(boardRowSchema),
      /** How many match on all pages. */
      total: z.int(),
      page: z.int(),
      pages: z.int(),
      asOf: z.iso.datetime(),
    }),
  },
  countInvitations: {
    method: 'GET',
    path: '/api/board/counts',
    summary: 'How many invitations match in each stage, whatever stage is asked for.',
    access: forRecruiters,
    query: boardFilterSchema,
    response: z.object({ counts: z.record(boardStageSchema, z.int()) }),
  },
  listInvitationIds: {
    method: 'GET',
    path: '/api/board/ids',
    summary: 'The ids of everything that matches, so that all of it can be chosen at once; 10,000 at most.',
    access: forRecruiters,
    query: boardFilterSchema,
    response: z.object({ ids: z.array(z.uuid()) }),
  },
  listBoardRows: {
    method: 'GET',
    path: '/api/board/rows',
    summary: 'The rows of these invitations, so that a change costs a row and not the board.',
    access: forRecruiters,
    query: z.object({
      /** Ids, separated by commas. */
      ids: z
        .string()
        .transform((text) => text.split(','))
        .pipe(z.array(z.uuid()).min(1).max(boardLimits.askedRows)),
    }),
    response: z.object({ invitations: z.array(boardRowSchema), asOf: z.iso.datetime() }),
  },
} as const satisfies RouteTable
