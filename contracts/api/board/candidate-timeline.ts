import { z } from 'zod'
import { staff, type RouteTable } from '../../route.ts'
import { runKindSchema, verdictSchema } from '../../runs.ts'
import { boardRowSchema, invitationStateSchema } from './board.ts'
import { invitationParams } from '../invitations/invitations.ts'

/** What of a fact's detail is told on a candidate's page; everything else of it stays in the audit. */
export const toldDetailSchema = z.object({
  amountMs: z.number().optional(),
  reason: z.string().optional(),
  after: z.string().nullable().optional(),
  zone: z.string().optional(),
  factor: z.number().optional(),
  granted: z.boolean().optional(),
  early: z.boolean().optional(),
  by: z.string().optional(),
  dueAt: z.string().optional(),
})

export const timelineEntrySchema = z.object({
  id: z.int(),
  at: z.iso.datetime(),
  /** The name of a fact, see `contracts/facts.ts`. */
  action: z.string(),
  /** `name` is set for staff alone. Who reviewed is not said. */
  by: z.object({ kind: z.enum(['candidate', 'staff', 'platform', 'reviewer']), name: z.string().nullable() }),
  detail: toldDetailSchema,
})
export type TimelineEntry = z.infer<typeof timelineEntrySchema>

export const candidateTimelineApi = {
  getCandidateTimeline: {
    method: 'GET',
    path: '/api/board/:invitationId/timeline',
    summary:
      'What happened to one invitation, newest first; its runs, and what else the candidate was invited to.',
    access: staff('admin', 'recruiter'),
    params: invitationParams,
    response: z.object({
      entries: z.array(timelineEntrySchema),
      runs: z.array(
        z.object({
          id: z.uuid(),
          kind: runKindSchema,
          createdAt: z.iso.datetime(),
          /** Null while it has not ended. */
          verdict: verdictSchema.nullable(),
        }),
      ),
      others: z.array(
        z.object({
          id: z.uuid(),
          positionTitle: z.string(),
          exercise: boardRowSchema.shape.exercise,
          state: invitationStateSchema,
          createdAt: z.iso.datetime(),
        }),
      ),
    }),
  },
} as const satisfies RouteTable
