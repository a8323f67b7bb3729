import { z } from 'zod'
import { mailAddressSchema } from '../../fields/mail-address.ts'
import { personNameSchema } from '../../fields/person-name.ts'
import { keyWith, type RouteTable } from '../../route.ts'
import { boardFilterSchema, invitationStateSchema } from '../board/board.ts'
import {
  appointmentRequestSchema,
  appointmentSchema,
  extraTimeFactorSchema,
  invitationParams,
} from '../invitations/invitations.ts'

export const publicInvitationSchema = z.object({
  id: z.uuid(),
  candidate: z.object({ name: z.string(), email: z.string() }),
  positionTitle: z.string(),
  /** Null while the candidate has not chosen one. */
  exerciseTitle: z.string().nullable(),
  state: invitationStateSchema,
  /** When it came into that state. */
  stateSince: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  appointment: appointmentSchema.nullable(),
  startedAt: z.iso.datetime().nullable(),
  /** When the time of the attempt is over; moves with time that is given back. */
  deadline: z.iso.datetime().nullable(),
  submittedAt: z.iso.datetime().nullable(),
  /** By when the candidate was promised to hear. */
  answerDueAt: z.iso.datetime().nullable(),
  answeredAt: z.iso.datetime().nullable(),
  /** The page of this invitation for the people who sign in here. */
  page: z.url(),
})
export type PublicInvitation = z.infer<typeof publicInvitationSchema>

const readers = keyWith('invitations:read', 'invitations:write')

/** What programs use, with a key. It is kept stable: fields are added and none is taken away. */
export const publicApi = {
  listPositionsByKey: {
    method: 'GET',
    path: '/api/v1/positions',
    summary: 'The positions for which candidates can be invited, with the exercises that they allow.',
    access: readers,
    response: z.object({
      positions: z.array(
        z.object({ id: z.uuid(), title: z.string(), summary: z.string(), exerciseIds: z.array(z.string()) }),
      ),
    }),
  },
  createInvitationByKey: {
    method: 'POST',
    path: '/api/v1/invitations',
    summary:
      'Invites a candidate. With a header Idempotency-Key the same request can be sent again: it invites once and is answered the same.',
    access: keyWith('invitations:write'),
    body: z.object({
      positionId: z.uuid(),
      /** Left out, the candidate chooses among those of the position. */
      exerciseId: z.string().max(100).nullable().default(null),
      candidateName: personNameSchema,
      candidateEmail: mailAddressSchema,
      /** Says that an address which is known under another name is meant all the same. */
      otherNameIsMeant: z.boolean().default(false),
      appointment: appointmentRequestSchema.nullable().default(null),
      expiresInDays: z.int().min(1).max(90).default(14),
      /** The last day on which a time can be picked, in the zone of the organisation. */
      scheduleByDate: z.iso.date().nullable().default(null),
      extraTimeFactor: extraTimeFactorSchema.default(1),
    }),
    status: 201,
    response: z.object({ invitationId: z.uuid(), link: z.url(), mail: z.enum(['smtp', 'folder', 'off']) }),
  },
  listInvitationsByKey: {
    method: 'GET',
    path: '/api/v1/invitations',
    summary: 'A page of invitations with where they stand, the newest first, 100 at a time.',
    access: readers,
    query: boardFilterSchema
      .pick({ stage: true, positionId: true, q: true })
      .extend({ page: z.coerce.number().int().min(1).max(10_000).default(1) }),
    response: z.object({
      invitations: z.array(publicInvitationSchema),
      total: z.int(),
      page: z.int(),
      pages: z.int(),
    }),
  },
  getInvitationByKey: {
    method: 'GET',
    path: '/api/v1/invitations/:invitationId',
    summary: 'One invitation: where it stands, and its dates.',
    access: readers,
    params: invitationParams,
    response: publicInvitationSchema,
  },
  revokeInvitationByKey: {
    method: 'POST',
    path: '/api/v1/invitations/:invitationId/revoke',
    summary: 'Withdraws an invitation that was not started; the candidate is told. Twice is nothing new.',
    access: keyWith('invitations:write'),
    params: invitationParams,
    response: z.object({}),
  },
  getResultByKey: {
    method: 'GET',
    path: '/api/v1/invitations/:invitationId/result',
    summary:
      'How far the review of an invitation is. It holds no number by which candidates could be ranked.',
    access: keyWith('results:read'),
    params: invitationParams,
    response: z.object({
      invitationId: z.uuid(),
      state: invitationStateSchema,
      submittedAt: z.iso.datetime().nullable(),
      /** Whether the hidden checks have run. */
      graded: z.boolean(),
      reviewsDone: z.int(),
      reviewsNeeded: z.int(),
      answerDueAt: z.iso.datetime().nullable(),
      answeredAt: z.iso.datetime().nullable(),
      page: z.url(),
    }),
  },
} as const satisfies RouteTable
