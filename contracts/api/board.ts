import { z } from 'zod'
import { languageSchema } from '../languages.ts'
import { staff, type RouteTable } from '../route.ts'
import { verdictSchema } from '../runs.ts'
import { setupResultSchema } from '../setup-check.ts'
import { appointmentSchema } from './invitations.ts'

/** Where an invitation stands, in the order in which it happens. `expired` and `revoked` end it before a start. */
export const invitationStateSchema = z.enum([
  'sent',
  'opened',
  'scheduled',
  'in_progress',
  'submitted',
  'in_review',
  'reviewed',
  'expired',
  'declined',
  'revoked',
])
export type InvitationState = z.infer<typeof invitationStateSchema>

/** What the recruiter's board shows of one invitation. */
export const boardRowSchema = z.object({
  id: z.uuid(),
  candidateName: z.string(),
  candidateEmail: z.string(),
  positionTitle: z.string(),
  exerciseTitle: z.string(),
  exerciseVersion: z.string(),
  language: languageSchema,
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

export const boardApi = {
  listInvitations: {
    method: 'GET',
    path: '/api/invitations',
    summary: 'The board: every invitation with where it stands, newest first.',
    access: staff('admin', 'recruiter'),
    response: z.object({ invitations: z.array(boardRowSchema), asOf: z.iso.datetime() }),
  },
} as const satisfies RouteTable
